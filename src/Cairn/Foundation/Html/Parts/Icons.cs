using System.Collections.Concurrent;
using Cairn.Foundation.Html.Assets;
using Microsoft.AspNetCore.Components;

namespace Cairn.Foundation.Html.Parts;

/// <summary>Not a component: a page has twenty of them, and each would be made, given its parameters and rendered by itself.</summary>
internal static class Icons
{
    private static readonly ConcurrentDictionary<string, MarkupString> Made = [];

    /// <param name="name">A name of wwwroot/icons.txt. An icon never replaces a word: the word is beside it.</param>
    public static MarkupString Of(string name) =>
        Made.GetOrAdd(
            name,
            static one =>
                new(
                    $"""<svg class="icon" width="16" height="16" aria-hidden="true" focusable="false"><use href="{AssetFiles.IconUrl(one)}"></use></svg>"""
                )
        );
}
