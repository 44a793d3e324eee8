import QuickstepStatesLanguage

/// A map run that a Map state waits for.
struct MapRunInFlight: Sendable, Equatable {
    /// What the shell was asked to do.
    enum Order: Sendable, Equatable {
        case start(MapRunRequest)
        case redrive(arn: String)
    }

    let run: TaskID
    let order: Order

    /// The order as the shell gets it.
    var action: Action {
        switch order {
        case .start(let request): .startMapRun(request)
        case .redrive(let arn): .redriveMapRun(run, arn: arn)
        }
    }
}

/// What a visit of a Map state knows of the run that it began: it can be redriven as long as the state has not ended.
struct VisitedMapRun: Sendable, Equatable {
    let arn: String
    var redriveCount = 0
    /// The id of MapRunStarted or MapRunRedriven.
    var startedID: Int
}
