namespace Cairn.Credentials.Achievements.Rules;

/// <summary>Where in the document the check is; written out only when something is reported.</summary>
sealed class ModelPath
{
    readonly List<(string? Name, int Index)> _steps = [];

    public void Enter(string name) => _steps.Add((name, 0));

    public void Enter(int index) => _steps.Add((null, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        var text = new StringBuilder("$");
        foreach (var (name, index) in _steps)
        {
            if (name is null)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                text.Append('.').Append(name);
        }

        return text.ToString();
    }
}
