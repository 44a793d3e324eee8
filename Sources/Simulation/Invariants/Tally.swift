/// Something that worlds must show, or they do not test it.
package enum Feature: String, Sendable, Hashable, CaseIterable {
    case execution = "executions"
    case executionRedriven = "executions redriven"
    case taskRetried = "tasks retried"
    case errorCaught = "errors caught"
    case variablesKept = "sums kept in variables"
    case nestedExecution = "nested executions awaited"
    case callbackAnswered = "callbacks answered"
    case callbackSilent = "callbacks without a sign of life"
    case activityDone = "activities done"
    case activityTimedOut = "activities timed out"
    case mapRun = "map runs"
    case expressMapRun = "map runs of Express executions"
    case mapRunInCrash = "map runs with a crash in their midst"
    case expressMapRunInCrash = "map runs of Express executions with a crash in their midst"
    case mapRunFailed = "map runs failed"
    case mapRunStopped = "map runs stopped"
    case mapRunRedriven = "map runs redriven"
    case mapRunUpdated = "map runs updated"
    case childRedriven = "executions of map runs redriven"
    case resultFile = "files of results"
    case eventPut = "events put by clients"
    case eventAnnounced = "events put by executions"
    case eventReaction = "executions that events started"
    case statusTold = "changes of status told to the bus"
    case executionStopped = "executions stopped"
    case childStopped = "executions of map runs stopped"
    case expressChildStopped = "Express executions of map runs stopped"
    case startRefused = "starts of a name that was taken"
    case answerRefused = "answers that came late or twice"
    case crash = "ends of the process in its midst"
    case batchTorn = "batches torn off"
    case commitFailed = "commits that failed"
    case diskFull = "commits to a full disk"
    case timeJump = "jumps of time"
    case examination = "looks at every row in the midst"
}

/// How often each feature was seen.
package struct Tally: Sendable, Equatable {
    private var counts: [Feature: Int] = [:]

    package init() {}

    mutating func add(_ feature: Feature, _ number: Int = 1) {
        counts[feature, default: 0] += number
    }

    package mutating func add(_ other: Tally) {
        for feature in Feature.allCases { add(feature, other.count(of: feature)) }
    }

    package func count(of feature: Feature) -> Int { counts[feature] ?? 0 }
}
