"""`cleaner completion`: what a shell needs to complete commands, options and rules."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

#: Set by the shell when it asks for completions, as click names it.
VARIABLE = "_CLEANER_COMPLETE"


@click.command(name="completion", short_help="Print the shell completion script.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in a shell.

    \b
    Examples:
      eval "$(cleaner completion bash)"                # in ~/.bashrc
      eval "$(cleaner completion zsh)"                 # in ~/.zshrc
      cleaner completion fish > ~/.config/fish/completions/cleaner.fish
    """
    group = context.find_root().command
    completion = get_completion_class(shell)
    assert completion is not None  # click has all three
    click.echo(completion(group, {}, "cleaner", VARIABLE).source())
