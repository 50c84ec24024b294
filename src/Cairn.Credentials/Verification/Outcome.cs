namespace Cairn.Credentials.Verification;

/// <summary>What came of one check.</summary>
public enum Outcome
{
    /// <summary>It was checked and is in order.</summary>
    Pass = 1,

    /// <summary>It was checked and is wrong.</summary>
    Fail,

    /// <summary>Something needed to decide could not be had, or is of a kind that Cairn does not know. It may be in order.</summary>
    NotDeterminable,

    /// <summary>There was nothing to check, or an earlier check left nothing to go on.</summary>
    NotPerformed,
}

/// <summary>What a report says as a whole.</summary>
public enum Verdict
{
    /// <summary>Every check that counts passed.</summary>
    Pass = 1,

    /// <summary>A check failed.</summary>
    Fail,

    /// <summary>Nothing failed, and a check that counts could not be decided.</summary>
    NotDeterminable,
}
