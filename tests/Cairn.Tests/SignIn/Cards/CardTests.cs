using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.SignIn.Cards;

public abstract class CardTests(CairnHost host)
{
    [Fact]
    public async Task A_child_scans_the_card_and_is_in()
    {
        var room = await NewRoomAsync();
        var card = await room.PrintAsync(room.Leo);
        using var tablet = host.Anonymous();

        Assert.Contains("Leo", (await tablet.PageAsync(card)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        // looking is not entering
        Assert.Contains("Location", (await tablet.GetAsync(new Uri("/account", UriKind.Relative))).Headers.Select(h => h.Key));
        var answer = await tablet.PostFormAsync(card);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal("Leo Tester", (await tablet.PageAsync("/account")).QuerySelector("main .lede")!.TextContent);
        Assert.NotEqual(HttpStatusCode.OK, (await tablet.GetAsync(new Uri("/account/password", UriKind.Relative))).StatusCode);
        Assert.DoesNotContain(host.Log.All, line => line.Contains(card, StringComparison.Ordinal));
        Assert.Contains(
            "card.printed",
            await host.InDbAsync(room.District.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Fact]
    public async Task A_card_works_where_somebody_of_another_district_is_still_signed_in()
    {
        var room = await NewRoomAsync();
        var card = await room.PrintAsync(room.Leo);
        using var tablet = await (await (await host.NewDistrictAsync("Next")).PersonAsync("Nora", [SchoolRole.Teacher])).BrowserAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await tablet.PostFormAsync(card)).StatusCode);
        Assert.Equal("Leo Tester", (await tablet.PageAsync("/account")).QuerySelector("main .lede")!.TextContent);
    }

    [Fact]
    public async Task A_sheet_has_one_card_for_each_child_and_shows_no_secret_in_words()
    {
        var room = await NewRoomAsync();
        using var teacher = await room.Teacher.BrowserAsync();

        var answer = await teacher.PostFormAsync(room.Cards, ("Learners", room.Leo.Id.ToString()), ("Learners", room.Mia.Id.ToString()));

        var page = await answer.PageAsync();
        Assert.Equal(["Leo", "Mia"], page.QuerySelectorAll(".sign-in-card-name").Select(name => name.TextContent));
        Assert.Equal(2, page.QuerySelectorAll(".sign-in-cards svg.qr").Length);
        Assert.DoesNotContain("/card/", page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Fails_when_somebody_of_those_who_were_chosen_is_not_in_the_class()
    {
        var room = await NewRoomAsync();
        var other = await room.District.PersonAsync("Nia", [SchoolRole.Learner], grade: "02", age: 7);
        using var teacher = await room.Teacher.BrowserAsync();

        var answer = await teacher.PostFormAsync(room.Cards, ("Learners", room.Leo.Id.ToString()), ("Learners", other.Id.ToString()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("#f-Learners-error"));
        Assert.Equal(0, await host.InDbAsync(room.District.Id, db => db.SignInCards.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_nobody_is_chosen_on_the_page_or_by_a_program()
    {
        var room = await NewRoomAsync();
        using var teacher = await room.Teacher.BrowserAsync();
        using var api = await room.Teacher.ApiAsync();

        var page = await teacher.PostFormAsync(room.Cards);
        var answer = await api.PostAsJsonAsync($"/api/v1{room.Cards}", new { learners = Array.Empty<string>() });

        Assert.NotNull((await page.PageAsync()).QuerySelector("#f-Learners-error"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "input.too-few"), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_a_newer_card_was_printed()
    {
        var room = await NewRoomAsync();
        var old = await room.PrintAsync(room.Leo);
        var card = await room.PrintAsync(room.Leo);
        using var tablet = host.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, old));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tablet, card));
    }

    [Fact]
    public async Task Fails_when_the_class_was_taken_its_cards_back_and_ends_the_session()
    {
        var room = await NewRoomAsync();
        var card = await room.PrintAsync(room.Leo);
        using var tablet = host.Anonymous();
        await tablet.PostFormAsync(card);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tablet, "/account"));
        using var teacher = await room.Teacher.BrowserAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await teacher.PostFormAsync(room.Cards + "/revocation", [], room.Cards)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, card));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(tablet, "/account"));
        Assert.DoesNotContain(
            "secret",
            (await tablet.GetAsync(new Uri("/card/secret", UriKind.Relative))).Headers.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_teacher_sees_the_last_use_and_a_card_on_two_devices_at_once_and_takes_that_one_back()
    {
        var room = await NewRoomAsync();
        var (card, mias) = (await room.PrintAsync(room.Leo), await room.PrintAsync(room.Mia));
        using var teacher = await room.Teacher.BrowserAsync();
        Assert.DoesNotContain("iPad", await TextAsync(), StringComparison.Ordinal);
        using var tablet = Device("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)");
        using var book = Device("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)");

        await tablet.PostFormAsync(card);
        await tablet.PostFormAsync(card); // the same device again is not another one
        Assert.Contains("iPad", await TextAsync(), StringComparison.Ordinal);
        Assert.Null((await teacher.PageAsync(room.Cards)).QuerySelector("[data-two-places]"));
        await book.PostFormAsync(card);

        var row = (await teacher.PageAsync(room.Cards)).QuerySelector($"[data-card='{room.Leo.Id}']")!;
        Assert.Equal(2, row.QuerySelectorAll("[data-two-places] li").Length);
        Assert.Contains("Chromebook", row.TextContent, StringComparison.Ordinal);
        using var api = await room.Teacher.ApiAsync();
        var line = (await api.GetFromJsonAsync<JsonElement>($"/api/v1{room.Cards}"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "Leo Tester");
        Assert.Equal("chromebook", line.GetProperty("lastUsedOn").GetString());
        Assert.Equal(["ipad", "chromebook"], line.GetProperty("inUse").EnumerateArray().Select(use => use.GetProperty("on").GetString()));
        Assert.Equal(3, await EventsAsync("card.used"));

        await book.PostFormAsync("/sign-out", [], "/account");
        Assert.Null((await teacher.PageAsync(room.Cards)).QuerySelector("[data-two-places]")); // who left is not there
        Assert.Equal(1, await EventsAsync("sign-in.left"));

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await teacher.PostFormAsync($"{room.Cards}/{room.Leo.Id}/revocation", [], room.Cards)).StatusCode
        );
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(tablet, "/account"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, card));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tablet, mias));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.DeleteAsync(new Uri($"/api/v1{room.Cards}/{room.Teacher.Id}", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.DeleteAsync(new Uri($"/api/v1{room.Cards}/{room.Mia.Id}", UriKind.Relative))).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, mias));

        async Task<string> TextAsync() => (await teacher.PageAsync(room.Cards)).QuerySelector($"[data-card='{room.Leo.Id}']")!.TextContent;
        Task<int> EventsAsync(string action) =>
            host.InDbAsync(
                room.District.Id,
                db =>
                    db.AuditEvents.CountAsync(one =>
                        one.Action == action && one.ActorPersonId == room.Leo.Id.Value && one.Address == "127.0.0.1"
                    )
            );
        HttpClient Device(string agent)
        {
            var client = host.Anonymous();
            client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
            return client;
        }
    }

    [Fact]
    public async Task Fails_when_two_cards_work_at_once_and_one_is_taken_back()
    {
        var room = await NewRoomAsync();
        var card = await room.PrintAsync(room.Leo);
        var newer = await room.PrintAsync(room.Leo);
        // As if two teachers had printed at the same instant.
        await host.InDbAsync(
            room.District.Id,
            db => db.SignInCards.ExecuteUpdateAsync(set => set.SetProperty(one => one.RevokedAt, (DateTimeOffset?)null))
        );
        using var api = await room.Teacher.ApiAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(new Uri($"/api/v1{room.Cards}", UriKind.Relative))).StatusCode);

        using var tablet = host.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, card));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, newer));
    }

    [Fact]
    public async Task Fails_when_the_holder_is_an_adult_or_more_than_a_learner()
    {
        var room = await NewRoomAsync();
        var grown = await room.District.PersonAsync("Gus", [SchoolRole.Learner], age: 19);
        var helper = await room.District.PersonAsync("Hal", [SchoolRole.Learner, SchoolRole.Assessor], grade: "10", age: 15);
        await room.EnrollAsync(grown, helper);
        using var teacher = await room.Teacher.BrowserAsync();
        using var api = await room.Teacher.ApiAsync();

        Assert.Equal(
            [room.Leo.Id.ToString(), room.Mia.Id.ToString()],
            (await teacher.PageAsync(room.Cards)).QuerySelectorAll("input[name=Learners]").Select(input => input.GetAttribute("value"))
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await api.PostAsJsonAsync($"/api/v1{room.Cards}", new { learners = new[] { grown.Id.ToString() } })).StatusCode
        );
        using var tablet = host.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, await ForgeAsync(room, grown)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, await ForgeAsync(room, helper)));
    }

    [Fact]
    public async Task Fails_when_the_child_is_given_a_role_later()
    {
        var room = await NewRoomAsync();
        var card = await room.PrintAsync(room.Leo);
        using var tablet = host.Anonymous();
        await tablet.PostFormAsync(card);

        await host.InDbAsync(
            room.District.Id,
            async db =>
            {
                db.RoleAssignments.Add(
                    new RoleAssignment(room.District.Id, room.Leo.Id, room.District.School, SchoolRole.Leader, host.Clock.Now())
                );
                await db.SaveChangesAsync();
            }
        );

        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(tablet, "/account"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(tablet, card));
    }

    [Fact]
    public async Task Fails_when_the_class_is_not_theirs()
    {
        var room = await NewRoomAsync();
        var elsewhere = await NewRoomAsync();
        var colleague = await room.District.PersonAsync("Cal", [SchoolRole.Teacher]);
        var technician = await room.District.PersonAsync("Ty", [SchoolRole.Operator, SchoolRole.Teacher]);
        using var stranger = await elsewhere.Teacher.ApiAsync();
        using var other = await colleague.ApiAsync();
        using var operatorOnly = await technician.ApiAsync();
        using var child = await room.Leo.ApiAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, $"/api/v1{room.Cards}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other, $"/api/v1{room.Cards}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(operatorOnly, $"/api/v1{room.Cards}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(child, $"/api/v1{room.Cards}"));
    }

    /// <summary>A card that the rules would not print, as if the holder had since grown up.</summary>
    private async Task<string> ForgeAsync(Room room, TestPerson holder)
    {
        var secret = Secrets.New();
        await host.InDbAsync(
            room.District.Id,
            async db =>
            {
                var child = new Person(room.District.Id, "Child", "Tester", host.Clock.Now()) { Grade = "KG" };
                var card = SignInCard.Print(await room.Teacher.ActorAsync(), child, [], host.Clock.Now()).Value.Card;
                db.SignInCards.Add(card);
                db.Entry(card).Property(one => one.PersonId).CurrentValue = holder.Id;
                db.Locators.Add(new Locator(SignInCard.Located, Secrets.Hash(secret), room.District.Id, card.Id.Value));
                await db.SaveChangesAsync();
            }
        );
        return $"/card/{secret}";
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

    private async Task<Room> NewRoomAsync()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tess", [SchoolRole.Teacher]);
        var leo = await district.PersonAsync("Leo", [SchoolRole.Learner], grade: "KG", age: 6);
        var mia = await district.PersonAsync("Mia", [SchoolRole.Learner], grade: "KG", age: 6);
        var id = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var room = new SchoolClass(district.Id, district.School, "Room 3", host.Clock.Now());
                db.Classes.Add(room);
                db.ClassMemberships.Add(new ClassMembership(district.Id, room.Id, teacher.Id, ClassRole.Teacher, host.Clock.Now()));
                await db.SaveChangesAsync();
                return room.Id;
            }
        );
        var made = new Room(host, district, id, teacher, leo, mia);
        await made.EnrollAsync(leo, mia);
        return made;
    }

    private sealed record Room(
        CairnHost Host,
        TestDistrict District,
        Id<SchoolClass> Id,
        TestPerson Teacher,
        TestPerson Leo,
        TestPerson Mia
    )
    {
        public string Cards => $"/classes/{Id}/cards";

        public Task EnrollAsync(params TestPerson[] learners) =>
            Host.InDbAsync(
                District.Id,
                async db =>
                {
                    foreach (var learner in learners)
                        db.ClassMemberships.Add(new ClassMembership(District.Id, Id, learner.Id, ClassRole.Learner, Host.Clock.Now()));
                    await db.SaveChangesAsync();
                }
            );

        /// <summary>The address on a new card.</summary>
        public async Task<string> PrintAsync(TestPerson child)
        {
            using var api = await Teacher.ApiAsync();
            var answer = await api.PostAsJsonAsync($"/api/v1{Cards}", new { learners = new[] { child.Id.ToString() } });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var printed = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return new Uri(printed.GetProperty("items")[0].GetProperty("address").GetString()!).AbsolutePath;
        }
    }
}

[Collection("sqlite")]
public sealed class SqliteCardTests(SqliteHost host) : CardTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresCardTests(PostgresHost host) : CardTests(host);
