using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Audit;

/// <summary>What happened is kept for ever; the address that it came from is not.</summary>
public abstract class AddressRetentionTests(CairnHost host)
{
    [Fact]
    public async Task After_ninety_days_the_address_goes_and_all_else_stays()
    {
        var (district, events) = await WrittenAsync(91, 89);
        var other = (await WrittenAsync(91)).District; // every district's trail

        await SweepAsync();

        var after = await EventsAsync(district);
        Assert.Equal([null, "203.0.113.7"], after.Select(one => one.Address));
        Assert.Equal(events.Select(Rest), after.Select(Rest));
        Assert.Equal([null], (await EventsAsync(other)).Select(one => one.Address));
    }

    [Theory]
    [InlineData("update audit_events set address = '203.0.113.8'")]
    [InlineData("update audit_events set address = null, detail = 'x'")]
    [InlineData("update audit_events set address = null, actor_person_id = null")]
    [InlineData("update audit_events set detail = null")]
    [InlineData("update audit_events set action = 'x', address = address")]
    [InlineData("delete from audit_events")]
    public async Task Fails_when_anything_else_is_to_change(string sql)
    {
        var (district, events) = await WrittenAsync(91);

        await Assert.ThrowsAnyAsync<Exception>(() => host.InDbAsync(district.Id, db => db.Database.ExecuteSqlRawAsync(sql)));

        var after = await EventsAsync(district);
        Assert.Equal(("203.0.113.7", Rest(events[0])), (after[0].Address, Rest(after[0])));
    }

    [Fact]
    public async Task More_than_one_batch_goes_in_one_sweep()
    {
        var (district, _) = await WrittenAsync([.. Enumerable.Repeat(100, 1_203)]);

        await SweepAsync();

        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.AuditEvents.CountAsync(one => one.Address != null)));
    }

    [Fact]
    public async Task An_operator_sets_the_days()
    {
        var (district, _) = await WrittenAsync(8, 6);

        await SweepAsync(7);

        Assert.Equal([null, "203.0.113.7"], (await EventsAsync(district)).Select(one => one.Address));
    }

    private static (Id<AuditEvent>, Guid?, string, string, Guid, string?, DateTimeOffset) Rest(AuditEvent one) =>
        (one.Id, one.ActorPersonId, one.Action, one.SubjectKind, one.SubjectId, one.Detail, one.At);

    private async Task<(TestDistrict District, List<AuditEvent> Events)> WrittenAsync(params int[] daysAgo)
    {
        var district = await host.NewDistrictAsync();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                foreach (var days in daysAgo)
                    db.AuditEvents.Add(
                        new AuditEvent(
                            district.Id,
                            Guid.CreateVersion7(),
                            "sign-in.entered",
                            nameof(Person),
                            Guid.CreateVersion7(),
                            "password",
                            host.Clock.Now().AddDays(-days),
                            "203.0.113.7"
                        )
                    );
                await db.SaveChangesAsync();
            }
        );
        return (district, await EventsAsync(district));
    }

    private Task<List<AuditEvent>> EventsAsync(TestDistrict district) =>
        host.InDbAsync(district.Id, db => db.AuditEvents.AsNoTracking().OrderBy(one => one.At).ToListAsync());

    private async Task SweepAsync(int? days = null)
    {
        var services = host.App.Services;
        var sweep = new Sweep(services.GetRequiredService<IServiceScopeFactory>(), Options(), host.Clock);
        await sweep.RunAsync(CancellationToken.None);

        CairnOptions Options() =>
            services.GetRequiredService<CairnOptions>() is var options && days is { } kept
                ? options with
                {
                    AuditAddressDays = kept,
                }
                : options;
    }
}

[Collection("sqlite")]
public sealed class SqliteAddressRetentionTests(SqliteHost host) : AddressRetentionTests(host);

[Collection("postgres")]
public sealed class PostgresAddressRetentionTests(PostgresHost host) : AddressRetentionTests(host);
