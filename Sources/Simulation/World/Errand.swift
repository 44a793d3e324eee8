/// What a client does in one go.
enum Errand: Sendable {
    case start
    case startTwo
    case observe
    case stopOrRedrive
    case answerCallback
    case workForActivity
    case send
    case take
    case advance
    case observeMapRuns
    case stopOrRedriveMapRun
    case updateMapRun
    case putEvent
    case examine

    /// What clients choose from: what stands there twice is chosen twice as often.
    static func all(of parts: Parts) -> [Errand] {
        var errands: [Errand] = [.start, .start, .start, .startTwo, .observe, .stopOrRedrive, .advance, .examine]
        if parts.contains(.outsiders) {
            errands += [.answerCallback, .answerCallback, .workForActivity, .workForActivity]
        }
        if parts.contains(.mapRuns) {
            errands += [.observeMapRuns, .observeMapRuns, .stopOrRedriveMapRun, .stopOrRedriveMapRun, .updateMapRun]
        }
        if parts.contains(.events) { errands += [.putEvent, .putEvent] }
        // A queue of its own is what the simplest worlds have, and others now and then.
        return errands + [.send, .take, .take]
    }
}
