/// The names of the journal's members and the codes of its events: the format, in one place.
///
/// A row is one step: `{"s":signal,"t":milliseconds,"e":[event, …]}`. Absent members are `nil`, empty or zero as said here.
///
/// | member | meaning |
/// |---|---|
/// | `k` | what a signal or an event is: one of the codes below |
/// | `q` `u` `p` `f` | an event's sequence; its id (absent: hidden); its previous id; its frame (absent: 0) |
/// | `n` `y` | a state's name; its type |
/// | `i` `o` `v` | payloads: input (also parameters and items); output (also a Map's effective input); assigned variables (also a map run's settings) |
/// | `g` | the next state (absent: the end of the level) |
/// | `d` | a deadline in milliseconds |
/// | `w` `z` | a task, or a map run; a timer, or a list of timers |
/// | `b` `j` | a heartbeat in seconds; the role of `Credentials` (both of a task that is scheduled) |
/// | `r` | a resource: a function's name, an activity's `[arn]`, or `[service, action]` |
/// | `x` `c` `h` | an error's name; its cause; its origin (`t` task, `h` heartbeat, absent: state) |
/// | `m` | a number: timeout in seconds, concurrency, the retrier, or a Map's frame |
/// | `l` | a counter: attempt, retry, redrive, or the index of a branch or an iteration |
/// | `W` | the name of an activity's worker |
/// | `M` | the ARN of a map run |
/// | `a` | what is abandoned: `{"w":[tasks],"z":[timers]}` (absent: nothing) |
///
/// A payload that came shortly before is a reference: its member is named `i@`, `o@` or `v@` and holds how many distinct
/// payloads of at least 64 bytes lie between (see `PayloadWindow`). An unknown code means a newer version.
enum JournalMember {
    static let signal = "s"
    static let time = "t"
    static let events = "e"
    static let code = "k"
    static let sequence = "q"
    static let id = "u"
    static let previousID = "p"
    static let frame = "f"
    static let state = "n"
    static let type = "y"
    static let input = "i"
    static let output = "o"
    static let assigned = "v"
    static let next = "g"
    static let deadline = "d"
    static let task = "w"
    static let timer = "z"
    static let heartbeat = "b"
    static let role = "j"
    static let worker = "W"
    static let mapRun = "M"
    static let resource = "r"
    static let error = "x"
    static let cause = "c"
    static let origin = "h"
    static let number = "m"
    static let counter = "l"
    static let abandoned = "a"
    static let referenceSuffix = "@"
}

/// The code of a signal in the journal.
enum SignalCode: String {
    case start = "start"
    case resume = "resume"
    case timerFired = "timer"
    case taskAccepted = "accepted"
    case taskRefused = "refused"
    case activityStarted = "taken"
    case taskSubmitted = "submitted"
    case heartbeatReceived = "beat"
    case taskSucceeded = "done"
    case taskFailed = "failed"
    case mapRunSucceeded = "mapped"
    case mapRunFailed = "unmapped"
    case redrive = "redrive"
    case stop = "stop"
}

/// The code of an event in the journal.
enum ChangeCode: String {
    case executionStarted = "x+"
    case executionSucceeded = "x="
    case executionFailed = "x!"
    case executionTimedOut = "x~"
    case executionAborted = "x-"
    case executionRedriven = "x>"
    case stateEntered = "s+"
    case stateExited = "s="
    case stateAborted = "s-"
    case taskScheduled = "t+"
    case taskStarted = "t>"
    case taskSubmitted = "t^"
    case activityRequested = "a?"
    case activityScheduled = "a+"
    case activityStarted = "a>"
    case limitSet = "l+"
    case taskSucceeded = "t="
    case taskFailed = "t!"
    case taskTimedOut = "t~"
    case retryScheduled = "r+"
    case retryStarted = "r>"
    case parallelStarted = "p+"
    case parallelSucceeded = "p="
    case parallelFailed = "p!"
    case branchFailed = "b!"
    case mapStarted = "m+"
    case mapSucceeded = "m="
    case mapFailed = "m!"
    case iterationStarted = "i+"
    case iterationSucceeded = "i="
    case iterationFailed = "i!"
    case iterationAborted = "i-"
    case distributedMapStarted = "M+"
    case mapRunStarted = "R+"
    case mapRunRedriven = "R>"
    case mapRunSucceeded = "R="
    case mapRunFailed = "R!"
    case mapRunAborted = "R-"
    case yielded = "y"
}
