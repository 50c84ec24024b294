using Cairn.Foundation.Load;
using Cairn.SignIn.Accounts;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.Sessions;
using Cairn.SignIn.SetUp;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

internal sealed class SignInFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddCairnSignIn(options).AddTrustedProxy(options).AddFairShare(PresenceClaims.AskerOf);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapSetUp();
        routes.MapSignInPages();
        routes.MapOwnPage();
        routes.MapOwnPassword();
        routes.MapAuthenticator();
        routes.MapPasskeys();
        routes.MapOwnSessions();
        routes.MapProof();
        routes.MapOwnTokens();
        routes.MapLearnerTokens();
        routes.MapCardsOfClass();
        routes.MapCards();
        routes.MapJoin();
        routes.MapJoinApi();
        routes.MapWaysIn();
        routes.MapGivingWord();
        routes.MapOneWayIn();
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (
            (visit.Actor.Has(SchoolRole.Leader) || visit.Actor.Has(SchoolRole.Operator))
            && (await visit.WaitingForWordAsync(null)).Count is { Counted: > 0 } waiting
        )
            yield return new HomeTile(
                70,
                "/ways-in/waiting",
                Word.Of<Texts>(Texts.HomeConfirm),
                Word.Of<Texts>(Texts.HomeConfirmSome, waiting),
                Yours: true
            );
    }
}
