using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace.Starting;

/// <summary>A page of somebody's work.</summary>
public sealed class MyEnrollmentsModel
{
    internal MyEnrollmentsModel(ListOf<MyEnrollment> work, bool further, bool teaches) =>
        (Work, Further, Teaches) = (work, further, teaches);

    internal ListOf<MyEnrollment> Work { get; }
    internal bool Further { get; }
    internal bool Teaches { get; }

    /// <summary>It lists what was set aside, instead of what goes on.</summary>
    internal bool Aside { get; init; }

    internal bool HasAside { get; init; }
    internal string Url => Aside ? "/earning?aside=true" : "/earning";
}

/// <summary>What is started, by whom, and for whom it could be.</summary>
public sealed class StartModel
{
    internal StartModel(Offer offer, Actor actor, IReadOnlyList<Person> children, Form form) =>
        (Offer, Actor, Children, Form) = (offer, actor, children, form.Start<StartingAsked>());

    internal Offer Offer { get; }
    internal Actor Actor { get; }
    internal IReadOnlyList<Person> Children { get; }
    internal Form Form { get; }
    internal Blueprint Blueprint => Offer.Version.Blueprint;
    internal string Url => $"/earning/start/{Offer.MicroCredential.Id}";

    /// <summary>Written for children, started by an adult, or the other way round: a word of guidance, not a locked door.</summary>
    internal bool IsForOthers =>
        Blueprint.Audiences.Count > 0 && Actor.IsAdult != Blueprint.Audiences.Contains(Audience.Educators) && Children.Count == 0;

    internal IReadOnlyList<Choice> ChoicesAnd(string myself) =>
        [.. Children.Select(c => new Choice(c.Id.ToString(), c.Name)), new Choice(Actor.PersonId.ToString(), myself)];
}
