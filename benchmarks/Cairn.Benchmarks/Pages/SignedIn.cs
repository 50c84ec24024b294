using System.Net;
using System.Text.RegularExpressions;
using Cairn.Demo;

namespace Cairn.Benchmarks.Pages;

/// <summary>What a learner, a teacher and an author of the demo open all day, and what a learner's page saves while they type.</summary>
static partial class SignedIn
{
    const double Simple = 1500,
        Rich = 600,
        Autosave = 1000;

    public static async Task<IReadOnlyList<Target>> TargetsAsync(Uri address)
    {
        using var learner = await Reader.SignInAsync(address, "theo.brandt");
        using var teacher = await Reader.SignInAsync(address, "priya.raman");
        using var author = await Reader.SignInAsync(address, "amara.okafor");
        var work = await learner.BeginAsync();
        return
        [
            learner.Page("learner_account", "/account", Simple),
            learner.Page("learner_earning", "/earning", Simple),
            learner.Page("learner_portfolio", "/portfolio", Simple),
            learner.Page("learner_home", "/", Rich),
            learner.Page("learner_catalog", "/catalog", Rich),
            learner.Page("learner_questions", $"{work}/overview", Rich),
            await learner.AutosaveAsync(work),
            teacher.Page("teacher_home", "/", Rich),
            teacher.Page("teacher_classes", "/classes", Simple),
            teacher.Page("teacher_assessing", "/assessing", Rich),
            teacher.Page("teacher_catalog", "/catalog", Rich),
            author.Page("author_home", "/", Rich),
            author.Page("author_design", "/design", Rich),
        ];
    }

    sealed class Reader(Uri address) : IDisposable
    {
        readonly CookieContainer cookies = new();
        HttpClient http = null!;

        public static async Task<Reader> SignInAsync(Uri address, string username)
        {
            Reader reader = new(address);
            reader.http = new(new HttpClientHandler { CookieContainer = reader.cookies }) { BaseAddress = address };
            await reader.SendAsync("/sign-in", "/sign-in", new() { ["Username"] = username, ["Password"] = DemoContent.People().Password });
            return reader;
        }

        public Target Page(string name, string path, double perSecond) =>
            new(name, path, "text/html", cookies.GetCookieHeader(address)) { PerSecond = perSecond };

        /// <summary>Work on the first thing of the catalogue, and its address.</summary>
        public async Task<string> BeginAsync()
        {
            foreach (Match link in Link().Matches(await http.GetStringAsync("/catalog")))
            {
                var start = $"/earning/start/{link.Groups[1].Value}";
                using var page = await http.GetAsync(start);
                // If it was begun before, it leads to the work, which may be over.
                if (page.RequestMessage!.RequestUri!.AbsolutePath != start)
                    continue;
                using var begun = await SendAsync(start, start, new() { ["goal"] = "Because I want to know." });
                var at = begun.RequestMessage!.RequestUri!.AbsolutePath;
                return at[..at.LastIndexOf('/')];
            }
            throw new InvalidOperationException("Nothing could be begun.");
        }

        /// <summary>One answer, which grows by a word each time; one connection, as one learner has one keyboard.</summary>
        public async Task<Target> AutosaveAsync(string work)
        {
            var page = await http.GetStringAsync($"{work}/overview");
            var key = Question().Match(page).Groups[1].Value;
            var form =
                $"answer.{key}=As+I+see+it+now%3A+{{n}}&seen=%7B%22answer.{key}%22%3A%22{{n}}%22%7D&__RequestVerificationToken={Uri.EscapeDataString(Token().Match(page).Groups[1].Value)}";
            return new("learner_autosave", $"{work}/answers?of=Overview", "application/json", cookies.GetCookieHeader(address))
            {
                Form = form,
                PerSecond = Autosave,
            };
        }

        public void Dispose() => http.Dispose();

        async Task<HttpResponseMessage> SendAsync(string from, string to, Dictionary<string, string> fields)
        {
            fields["__RequestVerificationToken"] = Token().Match(await http.GetStringAsync(from)).Groups[1].Value;
            using FormUrlEncodedContent form = new(fields);
            return (await http.PostAsync(to, form)).EnsureSuccessStatusCode();
        }
    }

    [GeneratedRegex("href=\"/catalog/([0-9a-f]{32})")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"version\\.([^\"]+)\"")]
    private static partial Regex Question();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
