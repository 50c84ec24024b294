using Cairn.SignIn.Accounts;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.SetUp;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapSetUp();
        routes.MapSignInPages();
        routes.MapAccount();
        routes.MapAccountApi();
        routes.MapTokens();
        routes.MapMe();
        routes.MapCardPrinting();
        routes.MapCards();
        routes.MapCardApi();
        routes.MapJoin();
        routes.MapJoinApi();
        routes.MapWaysIn();
        routes.MapSeconding();
        routes.MapPersonWayIn();
        routes.MapWaysInApi();
    }
}
