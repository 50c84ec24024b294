using Cairn.SignIn.Accounts;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.Sessions;
using Cairn.SignIn.SetUp;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
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
}
