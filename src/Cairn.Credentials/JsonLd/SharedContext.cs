using System.Collections.Concurrent;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

/// <summary>What is kept with an active context that consists of pinned contexts only: the contexts derived from it. Thread-safe.</summary>
internal sealed class SharedContext(ActiveContext context)
{
    readonly ConcurrentDictionary<(object Source, bool Propagate), ActiveContext> derived = new();
    readonly Lazy<CompiledContext?> compiled = new(() => CompiledContext.Of(context));

    /// <summary>The terms as the one-pass way needs them, or null if it cannot handle this context.</summary>
    public CompiledContext? Compiled => compiled.Value;

    public ActiveContext With(ContextDocument document) =>
        derived.GetOrAdd(
            (document, true),
            static (key, context) =>
            {
                var (document, processing) = ((ContextDocument)key.Source, new ContextProcessing(PinnedContexts.Instance, isPinned: true));
                return Keep(processing.Process(context, ContextProcessing.LoadedContext(document), document.Url));
            },
            context
        );

    /// <summary>With the scoped context of a property or, otherwise, of a type.</summary>
    public ActiveContext WithScope(TermDefinition definition, bool isOfProperty) =>
        derived.GetOrAdd(
            (definition, isOfProperty),
            static (key, context) =>
            {
                ContextProcessing processing = new(PinnedContexts.Instance, isPinned: true);
                return Keep(processing.ProcessScope(context, (TermDefinition)key.Source, key.Propagate));
            },
            context
        );

    static ActiveContext Keep(ActiveContext result)
    {
        InitialContext.Kept();
        return result.Share();
    }
}
