import Testing

extension Host {
    /// Runs a good definition in the data folder, as anyone would right after an error.
    ///
    /// - Parameters:
    ///   - data: The data folder.
    ///   - sourceLocation: Where an issue is recorded.
    /// - Throws: When the command could not be run.
    func servesAGoodRequest(data: String = "data", sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try scratch.write(Definitions.good, to: "good.asl.json")
        let outcome = try await self("run", scratch.path("good.asl.json"), "--data", data)
        #expect(outcome.end == .exited(0), "\(outcome)", sourceLocation: sourceLocation)
        #expect(outcome.output == "\"good\"\n", "\(outcome)", sourceLocation: sourceLocation)
    }
}
