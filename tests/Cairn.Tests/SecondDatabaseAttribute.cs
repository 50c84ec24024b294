using Xunit.v3;

namespace Cairn.Tests;

/// <summary>
/// The scenarios of this class run on SQLite already, and the database decides little in them: nobody races, pages, counts statements or
/// speaks SQL. <c>./test</c> leaves this class out; <c>./test --both</c>, which <c>.ci/run</c> calls, and <c>./test NAME</c> run it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SecondDatabaseAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("database", "second")];
}
