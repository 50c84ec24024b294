namespace Cairn.Cli;

/// <summary>Ends a command with a sentence for the person who typed it.</summary>
sealed class RefusalException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public static RefusalException Usage(string message) => new(Cli.ExitCode.Usage, message);

    public static RefusalException Fail(string message) => new(Cli.ExitCode.Fail, message);
}
