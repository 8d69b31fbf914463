"""Completion of the command line in PowerShell; click itself supports bash, zsh and fish."""

import os

from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    split_arg_string,
)


@add_completion_class
class PowerShell(ShellComplete):
    """Writes lines `type,value,help` for PowerShell 5 and later, which gives one text."""

    name = "powershell"
    source_template = """
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $commandAst.ToString()
    $env:COMP_CWORD = $wordToComplete
    %(prog_name)s | ForEach-Object {
        $kind, $value, $help = $_ -split ",", 3
        if ($kind -eq "plain") {
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, "ParameterValue", $help)
        }
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction Ignore
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The complete words before the one being typed, and that one."""
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        begun = os.environ.get("COMP_CWORD", "")
        return (words[:-1] if begun and words[-1:] == [begun] else words), begun

    def format_completion(self, item: CompletionItem) -> str:
        """One line; PowerShell completes file names by itself."""
        return f"{item.type},{item.value},{item.help or ''}"
