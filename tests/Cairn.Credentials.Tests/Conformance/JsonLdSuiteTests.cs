namespace Cairn.Credentials.Tests.Conformance;

/// <summary>
/// The W3C JSON-LD 1.1 API suite: every expand, compact, flatten and toRdf case, except those that <see cref="JsonLdExclusions"/> lists.
/// </summary>
public sealed class JsonLdSuiteTests
{
    static readonly string[] Manifests = ["expand", "compact", "flatten", "toRdf"];

    public static TheoryData<string, string> ExpandCases => Cases("expand");

    public static TheoryData<string, string> ToRdfCases => Cases("toRdf");

    public static TheoryData<string, string> CompactCases => Cases("compact");

    public static TheoryData<string, string> FlattenCases => Cases("flatten");

    public static TheoryData<string, string> ExcludedCases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var item in Manifests.SelectMany(JsonLdSuite.Cases))
                if (JsonLdExclusions.Reason(item) is { } reason)
                    data.Add($"{item.Manifest} {item.Id}", reason);
            return data;
        }
    }

    [StandardsTheory]
    [MemberData(nameof(ExpandCases))]
    public void Expands(string id, string name) => Passes("expand", id, name);

    [StandardsTheory]
    [MemberData(nameof(ToRdfCases))]
    public void Converts_to_rdf(string id, string name) => Passes("toRdf", id, name);

    [StandardsTheory]
    [MemberData(nameof(CompactCases))]
    public void Compacts(string id, string name) => Passes("compact", id, name);

    [StandardsTheory]
    [MemberData(nameof(FlattenCases))]
    public void Flattens(string id, string name) => Passes("flatten", id, name);

    [StandardsTheory]
    [MemberData(nameof(ExcludedCases))]
    public void An_excluded_case_would_not_pass(string id, string reason)
    {
        var parts = id.Split(' ');
        var item = JsonLdSuite.Cases(parts[0]).Single(item => item.Id == parts[1]);

        Assert.True(JsonLdSuite.Failure(item) is not null, $"{id} ({item.Name}) passes; strike it from the list: {reason}");
    }

    static void Passes(string manifest, string id, string name)
    {
        var item = JsonLdSuite.Cases(manifest).Single(item => item.Id == id);

        var failure = JsonLdSuite.Failure(item);

        Assert.True(failure is null, $"{id} {name}: {failure}");
    }

    static TheoryData<string, string> Cases(string manifest)
    {
        var data = new TheoryData<string, string>();
        foreach (var item in JsonLdSuite.Cases(manifest))
            if (JsonLdExclusions.Reason(item) is null)
                data.Add(item.Id, item.Name);
        return data;
    }
}
