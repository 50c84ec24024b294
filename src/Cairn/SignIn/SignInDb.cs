using Cairn.SignIn;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Invitations;
using Cairn.SignIn.Sessions;

namespace Cairn;

/// <summary>The tables of SignIn.</summary>
internal abstract partial class CairnDb
{
    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();
    public DbSet<GuessCount> GuessCounts => Set<GuessCount>();
    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<SignInCard> SignInCards => Set<SignInCard>();
    public DbSet<CardUse> CardUses => Set<CardUse>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
}
