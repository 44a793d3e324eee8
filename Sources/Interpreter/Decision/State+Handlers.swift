import QuickstepStatesLanguage

extension State {
    /// The place in `Retry` of the retrier that a failure belongs to, whether its attempts are used up or not.
    func retrier(for failure: Failure) -> Int? {
        let error = failure.error ?? ""
        return retriers.firstIndex { $0.matches(error, origin: failure.origin) }
    }

    /// The place in `Catch` of the catcher that handles a failure.
    func catcher(for failure: Failure) -> Int? {
        let error = failure.error ?? ""
        return catchers.firstIndex { $0.matches(error, origin: failure.origin) }
    }
}
