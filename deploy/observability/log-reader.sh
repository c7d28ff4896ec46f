#!/bin/sh
# Follows every log file of a folder: those that are there, those that come later (a replica has one of its own), and each of
# them by its name, so that what is put aside when it is full is read to its end and the new file from its beginning.
#
#   log-reader.sh /var/log/echo
set -u
folder=$1
known=' '
while :; do
  for file in "$folder"/*.log; do
    [ -e "$file" ] || continue
    case $known in *" $file "*) continue ;; esac
    known="$known$file "
    tail -n +1 -F "$file" 2>/dev/null &
  done
  sleep 1
done
