using System.Buffers;

namespace Cairn.Credentials.JsonLd;

/// <summary>IRIs as JSON-LD and N-Quads need them: RFC 3987 forms and reference resolution of RFC 3986, section 5.</summary>
internal static class Iri
{
    // N-Quads IRIREF: no #x00-#x20 and none of <>"{}|^`\ .
    static readonly SearchValues<char> Forbidden = SearchValues.Create([
        .. Enumerable.Range(0, 0x21).Select(static c => (char)c),
        .. "<>\"{}|^`\\",
    ]);

    public static bool IsBlankNode(string value) => value.StartsWith("_:", StringComparison.Ordinal);

    /// <summary>A scheme, a colon and no white space: enough to tell an IRI from a term or a relative reference.</summary>
    public static bool IsAbsolute(string value)
    {
        var colon = SchemeLength(value);
        if (colon <= 0)
            return false;

        foreach (var c in value.AsSpan(colon + 1))
            if (char.IsWhiteSpace(c))
                return false;

        return true;
    }

    public static bool IsAbsoluteOrBlankNode(string value) => IsBlankNode(value) || IsAbsolute(value);

    /// <summary>What an N-Quads document can carry between angle brackets, and with one fragment at most.</summary>
    public static bool IsWellFormed(string value) =>
        SchemeLength(value) > 0
        && value.AsSpan().IndexOfAny(Forbidden) < 0
        && value.IndexOf('#', StringComparison.Ordinal) == value.LastIndexOf('#');

    public static bool IsWellFormedBlankNode(string value) =>
        IsBlankNode(value) && value.Length > 2 && value.AsSpan().IndexOfAny(Forbidden) < 0;

    static int SchemeLength(string value)
    {
        if (value.Length == 0 || !char.IsAsciiLetter(value[0]))
            return -1;

        for (var i = 1; i < value.Length; i++)
        {
            var c = value[i];
            if (c == ':')
                return i;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return -1;
        }

        return -1;
    }

    /// <summary>RFC 3986, section 5.2.2: transform references (strict).</summary>
    public static string Resolve(string? baseIri, string reference)
    {
        if (baseIri is null)
            return reference;

        var r = Parts.Of(reference);
        if (r.Scheme is not null)
            return r with { Path = RemoveDotSegments(r.Path) } is var absolute ? absolute.ToString() : reference;

        var b = Parts.Of(baseIri);
        if (r.Authority is not null)
            return (r with { Scheme = b.Scheme, Path = RemoveDotSegments(r.Path) }).ToString();

        if (r.Path.Length == 0)
            return (b with { Query = r.Query ?? b.Query, Fragment = r.Fragment }).ToString();

        var path = r.Path[0] == '/' ? r.Path : Merge(b, r.Path);
        return (b with { Path = RemoveDotSegments(path), Query = r.Query, Fragment = r.Fragment }).ToString();
    }

    /// <summary>The shortest reference that leads from a base IRI to an IRI; the IRI itself if there is none.</summary>
    public static string RelativeTo(string baseIri, string iri)
    {
        var (from, to) = (Parts.Of(baseIri), Parts.Of(iri));
        if (from.Scheme != to.Scheme || from.Authority != to.Authority)
            return iri;

        // The same document: only a query or a fragment.
        if (
            from.Path == to.Path
            && (to.Query is not null || to.Fragment is not null)
            && new Parts(null, null, "", to.Query == from.Query ? null : to.Query, to.Fragment).ToString() is var within
            && Resolve(baseIri, within) == iri
        )
            return within;

        // The folders that both paths begin with; the last segment of neither is a folder.
        var (source, target) = (from.Path.Split('/'), to.Path.Split('/'));
        var most = Math.Min(source.Length - 1, target.Length - 1);
        var shared = 0;
        while (shared < most && source[shared] == target[shared])
            shared++;

        var path = string.Concat(Enumerable.Repeat("../", source.Length - 1 - shared)) + string.Join('/', target[shared..]);
        var reference = new Parts(null, null, path, to.Query, to.Fragment).ToString();
        if (reference.Length == 0)
            reference = "./";
        return Resolve(baseIri, reference) == iri ? reference : iri;
    }

    // Section 5.2.3.
    static string Merge(in Parts b, string path)
    {
        if (b.Authority is not null && b.Path.Length == 0)
            return "/" + path;

        return b.Path[..(b.Path.LastIndexOf('/') + 1)] + path;
    }

    // Section 5.2.4.
    static string RemoveDotSegments(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
            return path;

        var input = path.AsSpan();
        var output = new StringBuilder(path.Length);
        while (input.Length > 0)
        {
            if (input.StartsWith("../"))
                input = input[3..];
            else if (input.StartsWith("./"))
                input = input[2..];
            else if (input.StartsWith("/./"))
                input = input[2..];
            else if (input is "/.")
                input = "/";
            else if (input.StartsWith("/../") || input is "/..")
            {
                input = input.Length == 3 ? "/" : input[3..];
                var last = output.ToString().LastIndexOf('/');
                output.Length = Math.Max(last, 0);
            }
            else if (input is "." or "..")
                break;
            else
            {
                var next = input[1..].IndexOf('/');
                var segment = next < 0 ? input : input[..(next + 1)];
                output.Append(segment);
                input = input[segment.Length..];
            }
        }

        return output.ToString();
    }

    // Appendix B, without the regular expression.
    readonly record struct Parts(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
    {
        public static Parts Of(string iri)
        {
            var rest = iri.AsSpan();
            string? scheme = null,
                authority = null,
                query = null,
                fragment = null;

            var colon = SchemeLength(iri);
            if (colon > 0)
            {
                scheme = iri[..colon];
                rest = rest[(colon + 1)..];
            }

            var hash = rest.IndexOf('#');
            if (hash >= 0)
            {
                fragment = rest[(hash + 1)..].ToString();
                rest = rest[..hash];
            }

            var question = rest.IndexOf('?');
            if (question >= 0)
            {
                query = rest[(question + 1)..].ToString();
                rest = rest[..question];
            }

            if (rest.StartsWith("//"))
            {
                var slash = rest[2..].IndexOf('/');
                var end = slash < 0 ? rest.Length : slash + 2;
                authority = rest[2..end].ToString();
                rest = rest[end..];
            }

            return new(scheme, authority, rest.ToString(), query, fragment);
        }

        public override string ToString() =>
            string.Concat(
                Scheme is null ? "" : Scheme + ":",
                Authority is null ? "" : "//" + Authority,
                Path,
                (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment)
            );
    }
}
