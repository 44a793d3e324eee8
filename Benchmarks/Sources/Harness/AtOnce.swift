/// Does something many times, so many beside each other, and answers what came of each, in no order.
func atOnce<Result: Sendable>(
    _ width: Int,
    times count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
        var results: [Result] = []
        results.reserveCapacity(count)
        for number in 0..<count {
            if number >= width, let result = try await group.next() { results.append(result) }
            group.addTask { try await body(number) }
        }
        for try await result in group { results.append(result) }
        return results
    }
}
