namespace Cairn.Issuing.Keys;

/// <summary>Whether to declare a key stolen: first since when, then what that will do, then the act.</summary>
public sealed class KeyCompromiseModel
{
    internal KeyCompromiseModel(
        Organization organization,
        IssuerKeyLine key,
        CompromisePreview? preview,
        DateOnly? since,
        string? problem
    ) => (Organization, Key, Preview, Since, Problem) = (organization, key, preview, since, problem);

    internal Organization Organization { get; }
    internal IssuerKeyLine Key { get; }

    /// <summary>Null: no day was chosen yet.</summary>
    internal CompromisePreview? Preview { get; }

    internal DateOnly? Since { get; }

    /// <summary>The code of what is wrong with the day.</summary>
    internal string? Problem { get; }

    internal bool IsWeb => Key.Issuer.StartsWith("did:web:", StringComparison.Ordinal);
    internal string Keys => $"/schools/{Organization.Id}/keys";
    internal string Url => $"{Keys}/{Key.Id}/compromise";
}

/// <summary>An organization's keys, the newest first.</summary>
public sealed class IssuerKeysModel
{
    internal IssuerKeysModel(Organization organization, IReadOnlyList<IssuerKeyLine> keys, Form form) =>
        (Organization, Keys, Form) = (organization, keys, form);

    internal Organization Organization { get; }
    internal IReadOnlyList<IssuerKeyLine> Keys { get; }
    internal Form Form { get; }

    /// <summary>Where that key is declared stolen.</summary>
    internal string StolenUrl(IssuerKeyLine key) => $"{Url}/{key.Id}/compromise";

    /// <summary>The one that could be retired: it signs, and no end is set.</summary>
    internal IssuerKeyLine? Current => Keys.FirstOrDefault(key => key.State is KeyState.Signs && key.ExpiresAt is null);

    internal bool IsWeb => Keys.Any(key => key.Issuer.StartsWith("did:web:", StringComparison.Ordinal));
    internal string Url => $"/schools/{Organization.Id}/keys";
}
