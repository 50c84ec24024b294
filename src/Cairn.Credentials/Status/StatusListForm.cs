namespace Cairn.Credentials.Status;

/// <summary>
/// How a list of bits is written: as in Bitstring Status List 1.0, or as in its 2021 draft (Verifiable Credentials Status List v2021),
/// which many credentials of those years name; the draft is read, never written.
/// </summary>
/// <param name="Entry">The entry's type.</param>
/// <param name="Credential">The type of the list's credential.</param>
/// <param name="Subject">The type of its subject.</param>
/// <param name="Clause">The clause that decides.</param>
/// <param name="HasMultibase">Whether the list begins with the letter of its multibase.</param>
sealed record StatusListForm(string Entry, string Credential, string Subject, string Clause, bool HasMultibase)
{
    public static StatusListForm Bitstring { get; } =
        new(
            StatusListEntry.Type,
            StatusListCredential.Type,
            StatusListReading.SubjectType,
            "Bitstring Status List 1.0, 3.2 Validate Algorithm",
            HasMultibase: true
        );

    public static StatusListForm Of2021 { get; } =
        new(
            "StatusList2021Entry",
            "StatusList2021Credential",
            "StatusList2021",
            "Status List 2021, 4.2 Validate Algorithm",
            HasMultibase: false
        );

    /// <summary>The list as multibase. In the draft it is GZIP in base64url or base64, which its readers did not distinguish.</summary>
    public string Multibase(string encodedList) =>
        HasMultibase ? encodedList : "u" + encodedList.TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
