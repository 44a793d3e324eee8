import QuickstepJSON

extension Execution {
    /// How many frames are measured; the others are taken to be like them.
    private static let framesMeasuredMax = 16

    /// Roughly how many bytes of payloads the machine holds, as compact JSON.
    ///
    /// It costs little, however many frames there are. Payloads that several frames share are counted for each.
    package var approximateByteCount: Int {
        let sample = frames.sample(Self.framesMeasuredMax)
        let measured = sample.frames.reduce(0) { $0 + $1.approximateByteCount }
        let frames = measured / max(1, sample.frames.count) * sample.count
        return header.input.compactByteCount + frames
    }
}

extension Frame {
    fileprivate var approximateByteCount: Int {
        (visit?.rawInput.compactByteCount ?? 0) + variables.byteCount + phase.approximateByteCount
    }
}

extension Phase {
    fileprivate var approximateByteCount: Int {
        let payload: JSONValue? =
            switch self {
            case .entering(_, let input): input
            case .running(let task): task.request.parameters
            case .runningMap(let run): run.items
            case .succeeded(let result, _): result
            case .ended(let output): output
            case .working, .waiting, .backingOff, .branching, .mapping, .childFailed, .unsuccessful, .failed, .aborted:
                nil
            }
        return (payload?.compactByteCount ?? 0) + (brood?.approximateByteCount ?? 0)
    }
}

extension Brood {
    fileprivate var approximateByteCount: Int {
        let done = results.prefix(64).compactMap { $0 }
        let results = done.reduce(0) { $0 + $1.compactByteCount } / max(1, done.count) * succeeded
        return results + (iterations?.items.compactByteCount ?? 0)
    }
}

extension MapRunInFlight {
    fileprivate var items: JSONValue? {
        guard case .start(let request) = order else { return nil }
        return request.items
    }
}
