using System.Runtime.InteropServices;
using Cairn.Credentials.Contexts;
using Cairn.Credentials.JsonLd;

namespace Cairn.Credentials.Canonical;

/// <summary>
/// The canonical form of a JSON-LD document: JSON-LD 1.1 to RDF in safe mode (whatever would be dropped or stay relative is a failure),
/// then RDFC-1.0. Deterministic, synchronous, thread-safe. Whatever the document, the only exception is <see cref="JsonLdException"/>.
/// </summary>
public static class CanonicalForm
{
    internal const int InitialCapacity = 32 * 1024;

    /// <summary>Returns the canonical N-Quads in UTF-8 (RDFC-1.0 with SHA-256).</summary>
    /// <exception cref="JsonLdException">The document, or a context of it, is refused; the code says why.</exception>
    public static byte[] NQuads(in JsonLdDocument document, IContextSource contexts, CanonicalLimits? limits = null) =>
        NQuads(document, contexts, HashAlgorithmName.SHA256, limits);

    /// <summary>Returns the canonical N-Quads in UTF-8, with the hash algorithm for RDFC-1.0 itself: SHA-256 or SHA-384.</summary>
    /// <exception cref="JsonLdException">The document, or a context of it, is refused; the code says why.</exception>
    public static byte[] NQuads(
        in JsonLdDocument document,
        IContextSource contexts,
        HashAlgorithmName algorithm,
        CanonicalLimits? limits = null
    )
    {
        ArgumentNullException.ThrowIfNull(contexts);
        limits ??= CanonicalLimits.Default;
        using var output = new ByteBuffer(limits.MaxBytes, InitialCapacity);
        Write(document, contexts, algorithm, limits, output);
        return output.Written.ToArray();
    }

    /// <summary>Writes the hash of the canonical N-Quads to <paramref name="destination"/>; RDFC-1.0 uses the same algorithm.</summary>
    /// <param name="document">The document.</param>
    /// <param name="contexts">Where its contexts come from.</param>
    /// <param name="algorithm">SHA-256 (32 bytes) or SHA-384 (48 bytes).</param>
    /// <param name="destination">At least as long as the hash.</param>
    /// <param name="limits">What the document may cost.</param>
    /// <exception cref="JsonLdException">The document, or a context of it, is refused; the code says why.</exception>
    public static void Hash(
        in JsonLdDocument document,
        IContextSource contexts,
        HashAlgorithmName algorithm,
        Span<byte> destination,
        CanonicalLimits? limits = null
    )
    {
        ArgumentNullException.ThrowIfNull(contexts);
        limits ??= CanonicalLimits.Default;
        using var output = new ByteBuffer(limits.MaxBytes, InitialCapacity);
        Write(document, contexts, algorithm, limits, output);
        CryptographicOperations.HashData(algorithm, output.Written, destination);
    }

    static void Write(
        in JsonLdDocument document,
        IContextSource contexts,
        HashAlgorithmName algorithm,
        CanonicalLimits limits,
        ByteBuffer output
    )
    {
        if (document.Root.ValueKind == JsonValueKind.Undefined)
            throw new ArgumentException("The document has no root.", nameof(document));

        if (!TryWriteInOnePass(document, contexts, algorithm, limits, output))
            WriteGenerally(document, contexts, algorithm, limits, output);
        if (output.Length > limits.MaxBytes)
            throw new JsonLdException(JsonLdErrors.QuadLimit, "bytes");
    }

    internal static void WriteGenerally(
        in JsonLdDocument document,
        IContextSource contexts,
        HashAlgorithmName algorithm,
        CanonicalLimits limits,
        ByteBuffer output
    )
    {
        limits.Work?.Spend(1 + (JsonMarshal.GetRawUtf8Value(document.Root).Length / 8));
        DocumentBounds.Check(document, limits.MaxDepth);
        var options = new JsonLdOptions(contexts)
        {
            Safe = true,
            RdfDirection = RdfDirection.I18nDatatype,
            MaxDepth = limits.MaxDepth,
            MaxQuads = limits.MaxQuads,
            Work = limits.Work,
        };
        var dataset = ToRdf.Convert(Expansion.Expand(document, options), options);
        if (dataset.Count == 0)
            throw new JsonLdException(JsonLdErrors.Empty);

        Rdfc10.Canonicalize(dataset, algorithm, limits, output);
    }

    internal static bool ServesPinned(IContextSource contexts) => contexts is PinnedContexts or FetchedContexts { ServesPinned: true };

    /// <summary>False, with the output empty, if the document has to go the general way.</summary>
    internal static bool TryWriteInOnePass(
        in JsonLdDocument document,
        IContextSource contexts,
        HashAlgorithmName algorithm,
        CanonicalLimits limits,
        ByteBuffer output
    )
    {
        if (!ServesPinned(contexts))
            return false;

        var desk = Desk.Take();
        try
        {
            if (
                OnePass.TryRead(document, limits.MaxDepth, desk.Statements, desk.Entries, work: limits.Work)
                && desk.Statements.Count <= limits.MaxQuads
                && desk.Statements.TryWrite(algorithm, desk.Scratch, output)
            )
            {
                limits.Work?.Spend(desk.Statements.Count + (output.Length / 64));
                return true;
            }
        }
        catch (JsonLdException exception) when (exception.Code != JsonLdErrors.UsedUp)
        {
            // The general way reports the failure.
        }
        finally
        {
            desk.Return();
        }

        output.Clear();
        return false;
    }
}
