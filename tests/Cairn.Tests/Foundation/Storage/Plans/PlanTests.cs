using System.Globalization;
using System.Text;

namespace Cairn.Tests.Foundation.Storage.Plans;

[CollectionDefinition("plans", DisableParallelization = true)]
public sealed class PlansCollection;

/// <summary>
/// No statement of any page, call or job reads a growing table whole. As they end, the hosts explain every distinct statement that the
/// product sent in any test of the run; this class runs after all of them (a collection that is not parallel comes last) and reports what
/// they found.
/// </summary>
[Collection("plans")]
public sealed class PlanTests(ITestOutputHelper output)
{
    /// <summary>Set by <c>./test</c> without a name: all tests run, so every address has been requested.</summary>
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("CAIRN_WHOLE_SUITE") is "1";

    /// <summary>Without it some scenarios have run on SQLite alone.</summary>
    private static readonly bool IsOnBoth = Environment.GetEnvironmentVariable("CAIRN_BOTH_DATABASES") is "1";

    /// <summary>
    /// A method of the product, or the beginning of its name, or the tag of a query (<c>-- …</c>), that may read all; and why.
    /// </summary>
    private static readonly Dictionary<string, string> MayReadAll = new()
    {
        ["Cairn.Schools.Rosters.Saving."] = "An import compares a whole roster with the whole district, once a night, in its job.",
        ["Cairn.Schools.Rosters.RosterImportJob."] = "As above.",
        ["Cairn.Issuing.StatusLists.CurrentStatusListAsync"] = "A list has 131,072 places and is put together once for each change.",
        ["Cairn.Foundation.Jobs.JobLeases.IsWaitingAsync"] = "Of the jobs only those that are still to be done.",
        ["-- A search by name"] = "An operator looks for an adult of the whole district; a tenth of a second in one of 100,000.",
        ["-- People without a role"] = "An operator's list of whom nobody looks after, asked for seldom.",
        ["Cairn.Foundation.Jobs.JobLeases.TakeAsync"] = "As above, and a few of them.",
        ["Cairn.People.NameOrder.PageAsync"] =
            "One school's people or classes in the order of the reader's language, which no database has: it grows with the school.",
        ["Cairn.People.Actors.HasOtherStaffAsync"] =
            "Asked for a role that somebody gave to themself, and ends with the first of the staff that it finds.",
        ["Cairn.SignIn.Invitations.Seconding.SecondersAsync"] = "Leaders and operators of one school and of the district: a handful.",
        ["Cairn.Issuing.StatusLists.DrawPlaceAsync"] = "Sixteen of the 131,072 places of one list are looked up.",
        ["Cairn.Issuing.Keys.IssuerKeyQueries.CompromiseOfAsync"] =
            "Counts what a key signed, when an operator is about to declare it stolen.",
        ["Cairn.Audit.AuditAddresses.ForgetAddressesAsync"] =
            "Takes the addresses of old events away, five hundred at a time, every six hours.",
        ["Cairn.Design.Designing.DiscardAsync"] = "SQLite asks who points at what is deleted; at a draft nobody does.",
        ["Cairn.Foundation.Api.KeptAnswers.ForgetAnswersAsync"] = "Takes away what is older than a day, every six hours.",
        ["Cairn.SignIn.Devices.KnownDevices.SweepDevicesAsync"] = "Takes away what is old, every six hours.",
        ["Cairn.SignIn.Guessing.Guesses.SweepAsync"] = "As above.",
        ["Cairn.SignIn.Sessions.Sessions.RemoveOldSessionsAsync"] = "As above.",
        ["Cairn.Foundation.Storage.Stages.ByChunkAsync"] =
            "What an import left hidden is freed or thrown away a thousand rows at a time, in its job; whoever deletes a row asks who points at it.",
    };

    /// <summary>Addresses that no test has answered in this process, and why.</summary>
    private static readonly Dictionary<string, string> NeverAnswers = new()
    {
        ["GET /.well-known/did.json"] = "Asked on SQLite alone, where the tests of a public origin are.",
        ["GET /assets/{name}"] = "It asks no database.",
        ["GET /denied"] = "It only refuses.",
        ["GET /openapi/{documentName}.json"] = "Asked on SQLite alone, where the tests of a public origin are.",
        ["GET /organizations/{id}/did.json"] = "Asked on SQLite alone, where the tests of a public origin are.",
        ["GET /vcalm/{organization:guid}/did.json"] = "Asked on SQLite alone, where the tests of a public origin are.",
        ["POST /account/passkeys"] = "Takes an authenticator: the browser's tests have one.",
        ["POST /account/passkeys/{id}/name"] = "Takes an authenticator: the browser's tests have one.",
        ["POST /account/passkeys/{id}/removal"] = "Takes an authenticator: the browser's tests have one.",
        ["POST /sign-in/passkey"] = "Takes an authenticator: the browser's tests have one.",
    };

    [Fact]
    public void No_statement_reads_a_growing_table_whole()
    {
        output.WriteLine($"{StatementPlans.Explained} statements explained");
        Assert.True(StatementPlans.Failures.Count == 0, "These could not be explained:\n" + string.Join("\n\n", StatementPlans.Failures));
        var wrong = StatementPlans
            .Offences.Where(one =>
                !MayReadAll.Keys.Any(name =>
                    (name.StartsWith("--", StringComparison.Ordinal) ? one.Statement.Sql : one.Statement.Method)?.StartsWith(
                        name,
                        StringComparison.Ordinal
                    )
                        is true
                )
            )
            .ToList();
        Assert.True(wrong.Count == 0, Told(wrong));
        Assert.True(!IsWhole || StatementPlans.Explained > 500, $"only {StatementPlans.Explained} statements were explained");
    }

    [Fact]
    public void Every_address_has_answered_so_that_its_statements_are_known()
    {
        if (!IsWhole)
            return;
        var never = StatementLog
            .NeverAnswered.Where(one => (IsOnBoth || !one.Postgres) && !NeverAnswers.ContainsKey(one.Address))
            .Select(one => $"{one.Address} on {(one.Postgres ? "PostgreSQL" : "SQLite")}")
            .ToList();
        Assert.True(
            never.Count == 0,
            "No test had an answer from these that was no refusal. Add one on each database, or the reason to this class:\n"
                + string.Join('\n', never)
        );
    }

    private static string Told(List<(Statement Statement, PlanAccess Access)> wrong)
    {
        var told = new StringBuilder();
        told.AppendLine(
            CultureInfo.InvariantCulture,
            $"""
            {wrong.Count} reads of all that a district (or a school, a version, a state) has of a growing table. Each of these is one of four:
              - two columns that may both be null are compared: EF writes "or both are null", which no index serves. Compare with a value that is there.
              - "exists" or "or" asked about every row of the table: begin with the few ("db.X.Where(...).Select(x => x.PersonId).Contains(p.Id)"), or ask twice.
              - there is no index for it: add one whose columns after the district are the ones compared, then the ones sorted by (a column that narrows
                first: a state, a school or a version does not). A filtered index serves only a question that repeats its condition.
              - it is a list: page it by key, in the order of an index, with Take.
            What may read all says so in {nameof(
                MayReadAll
            )} of this class, with the reason; a table that does not grow stands in Statistics.Few.
            """
        );
        foreach (var of in wrong.GroupBy(one => one.Statement).OrderBy(one => one.Key.Method, StringComparer.Ordinal))
        {
            told.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"== {of.Key}");
            foreach (var (_, access) in of)
                told.AppendLine(CultureInfo.InvariantCulture, $"   {access.Table}: {access.Line}");
            told.AppendLine(of.Key.Sql);
        }
        return told.ToString();
    }
}
