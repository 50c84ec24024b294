using Xunit.v3;

// More than there are processors: a test that waits for another process, a job or the database keeps its place meanwhile.
[assembly: Parallelization(MaxThreads = 4)]
