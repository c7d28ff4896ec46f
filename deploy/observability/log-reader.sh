#!/bin/sh
# Follows every log file of a folder: those that are there, those that come later (a replica has one of its own), and each of
# them by its name, so that what is put aside when it is full is read to its end and the new file from its beginning. What tail
# reads at once may end within a line; grep passes on whole ones, which a pipe keeps whole up to 4 KB.
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
    tail -n +1 -F "$file" 2>/dev/null | grep --line-buffered '' &
  done
  sleep 1
done
