"""Reads commands of az, a JSON array of arrays of words without the leading `az`, and prints what its parser has against each."""

import contextlib
import io
import json
import sys

from azure.cli.core import get_default_cli


def complaint(words):
    """What the parser says against a command; nothing when it takes it. Nothing is run."""
    cli = get_default_cli()
    invoker = cli.invocation_cls(
        cli_ctx=cli,
        parser_cls=cli.parser_cls,
        commands_loader_cls=cli.commands_loader_cls,
        help_cls=cli.help_cls,
    )
    cli.invocation = invoker
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            loader = invoker.commands_loader
            loader.load_command_table(words)
            command = invoker._rudimentary_get_command(words)
            invoker.data["command_string"] = command
            if command not in loader.command_table:
                return f"there is no command {command}"
            loader.command_name = command
            loader.load_arguments(command)
            invoker.parser.load_command_table(loader)
            invoker.parser.parse_args(words)
        except SystemExit as end:
            return f"{end.code}: {said.getvalue().strip()}"
    return ""


for words in json.load(sys.stdin):
    print(json.dumps({"command": words, "complaint": complaint(list(words))}))
