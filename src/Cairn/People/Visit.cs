namespace Cairn.People;

/// <summary>
/// Who acts, on which database, when, and with which stop token: what every act takes. It binds itself, behind sign-in.
/// </summary>
internal sealed record Visit(Actor Actor, CairnDb Db, DateTimeOffset Now, CancellationToken Stop)
{
    public static ValueTask<Visit?> BindAsync(HttpContext http) =>
        new(
            new Visit(
                http.Actor(),
                http.RequestServices.GetRequiredService<CairnDb>(),
                http.RequestServices.GetRequiredService<TimeProvider>().Now(),
                http.RequestAborted
            )
        );
}
