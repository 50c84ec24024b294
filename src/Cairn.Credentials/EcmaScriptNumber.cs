namespace Cairn.Credentials;

/// <summary>ECMAScript, Number::toString: the shortest digits that read back as the same double, laid out as JavaScript does.</summary>
internal static class EcmaScriptNumber
{
    public static string Format(double value)
    {
        if (value == 0)
            return "0";

        // "R" gives the shortest digits; only where the exponent appears differs from ECMAScript.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var negative = shortest[0] == '-';
        var mantissa = negative ? shortest.AsSpan(1) : shortest;
        var exponent = 0;
        var e = mantissa.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(mantissa[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }

        // digits × 10^(n - k), with k digits and neither leading nor trailing zeros (the standard's names).
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var n = exponent + (point < 0 ? digits.Length : point);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        n -= leading;

        return (negative ? "-" : "") + Layout(digits, digits.Length, n);
    }

    static string Layout(string digits, int k, int n)
    {
        if (k <= n && n <= 21)
            return digits + new string('0', n - k);
        if (0 < n && n <= 21)
            return string.Concat(digits.AsSpan(0, n), ".", digits.AsSpan(n));
        if (-6 < n && n <= 0)
            return "0." + new string('0', -n) + digits;

        var exponent = (n - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return k == 1 ? $"{digits}e{exponent}" : $"{digits[0]}.{digits.AsSpan(1)}e{exponent}";
    }
}
