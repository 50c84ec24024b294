using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>What the process returns to its caller.</summary>
static class ExitCode
{
    public const int Pass = 0;
    public const int Fail = 1;
    public const int NotDeterminable = 2;
    public const int Usage = 64;

    public static int Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass => Pass,
            Verdict.Fail => Fail,
            _ => NotDeterminable,
        };
}
