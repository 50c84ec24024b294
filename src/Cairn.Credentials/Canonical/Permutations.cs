namespace Cairn.Credentials.Canonical;

/// <summary>All orders of a list, lazily, starting from the sorted one (Knuth, algorithm L over positions).</summary>
internal static class Permutations
{
    public static IEnumerable<string[]> Of(List<string> items)
    {
        var sorted = items.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;

        while (true)
        {
            yield return Array.ConvertAll(order, i => sorted[i]);

            var j = order.Length - 2;
            while (j >= 0 && order[j] > order[j + 1]) j--;
            if (j < 0) yield break;

            var k = order.Length - 1;
            while (order[j] > order[k]) k--;
            (order[j], order[k]) = (order[k], order[j]);
            Array.Reverse(order, j + 1, order.Length - j - 1);
        }
    }
}
