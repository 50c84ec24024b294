namespace Cairn.Credentials.Status;

/// <summary>Why a status could not be read. Codes are stable; texts for people are looked up by code.</summary>
/// <param name="Code">A stable name: <c>status.range</c>.</param>
/// <param name="Clause">The clause that was broken.</param>
/// <param name="Problem">The name that Bitstring Status List 1.0 gives it: <c>RANGE_ERROR</c>; empty if it gives none.</param>
/// <param name="Arguments">What the text needs: a member's name, an index, a limit.</param>
public sealed record StatusFailure(string Code, string Clause, string Problem, params IReadOnlyList<string> Arguments)
{
    const string Entry = "Bitstring Status List 1.0, 2.1 BitstringStatusListEntry";
    const string List = "Bitstring Status List 1.0, 2.2 BitstringStatusListCredential";
    const string Validate = "Bitstring Status List 1.0, 3.2 Validate Algorithm";
    const string Expand = "Bitstring Status List 1.0, 3.4 Bitstring Expansion Algorithm";

    internal static StatusFailure EntryMember(string name) => new("status.entry.member", Entry, "MALFORMED_VALUE_ERROR", name);

    internal static StatusFailure UnsupportedSize(int size) => new("status.entry.size", "Cairn limits", "", $"{size}");

    internal static StatusFailure EntryMessages(int expected, int actual) =>
        new("status.entry.messages", Entry, "MALFORMED_VALUE_ERROR", $"{expected}", $"{actual}");

    internal static StatusFailure ListMember(string name) => new("status.list.member", List, "STATUS_VERIFICATION_ERROR", name);

    internal static StatusFailure ListId(string expected, string actual) =>
        new("status.list.id", List, "STATUS_VERIFICATION_ERROR", expected, actual);

    internal static StatusFailure Purpose(string expected) => new("status.purpose", Validate, "STATUS_VERIFICATION_ERROR", expected);

    internal static StatusFailure Length(long minimum, long actual) =>
        new("status.length", Validate, "STATUS_LIST_LENGTH_ERROR", $"{minimum}", $"{actual}");

    internal static StatusFailure Range(long index, long entries) => new("status.range", Validate, "RANGE_ERROR", $"{index}", $"{entries}");

    internal static StatusFailure Encoding { get; } = new("status.encoding", Expand, "MALFORMED_VALUE_ERROR");

    internal static StatusFailure TooLarge(int limit) => new("status.size", "Cairn limits", "", $"{limit}");
}
