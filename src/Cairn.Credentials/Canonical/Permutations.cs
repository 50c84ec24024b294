namespace Cairn.Credentials.Canonical;

/// <summary>
/// The distinct orders of a list, lazily, starting from the sorted one (Knuth, algorithm L). An item that occurs several times (a graph
/// name is related to each statement of its graph) does not multiply them: swapping equals changes nothing.
/// </summary>
internal static class Permutations
{
    public static IEnumerable<string[]> Of(List<string> items)
    {
        var sorted = items.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var order = new int[sorted.Length];
        for (var i = 1; i < order.Length; i++)
            order[i] = sorted[i] == sorted[i - 1] ? order[i - 1] : i;

        while (true)
        {
            yield return Array.ConvertAll(order, i => sorted[i]);

            var j = order.Length - 2;
            while (j >= 0 && order[j] >= order[j + 1])
                j--;
            if (j < 0)
                yield break;

            var k = order.Length - 1;
            while (order[j] >= order[k])
                k--;
            (order[j], order[k]) = (order[k], order[j]);
            Array.Reverse(order, j + 1, order.Length - j - 1);
        }
    }
}
