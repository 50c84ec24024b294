namespace Cairn.Foundation.Html;

/// <summary>
/// Endpoint metadata: the page is the same for everyone, so it may be cached and, where asked, embedded. It has no form, sets and reads
/// no cookie, and takes its language from the address.
/// </summary>
internal sealed record PublicPage(bool Embeddable = false);

internal static class PublicPageExtensions
{
    public static TBuilder AsPublicPage<TBuilder>(this TBuilder builder, bool embeddable = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PublicPage(embeddable));
}
