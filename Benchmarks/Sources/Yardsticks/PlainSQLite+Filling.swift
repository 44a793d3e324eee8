extension PlainSQLite {
    /// Puts so many rows in so many transactions, with keys and values of a size.
    ///
    /// Eight keys at a time begin alike, as the rows of one execution do, and are scattered among the others.
    ///
    /// - Returns: How long each transaction took.
    @discardableResult
    func fill(_ count: Int, of rows: StoredRows, commits: Int) throws -> [Duration] {
        let value = [UInt8](repeating: 0x71, count: max(rows.valueBytes, 1))
        var key = [UInt8](repeating: 0x6B, count: max(rows.keyBytes, 12))
        var next = 0
        var times: [Duration] = []
        for commit in 1...max(commits, 1) {
            let end = count * commit / max(commits, 1)
            let start = ContinuousClock.now
            try transaction {
                while next < end {
                    let scattered = UInt64(next / 8) &* 0x9E37_79B9_7F4A_7C15
                    for byte in 0..<8 { key[byte] = UInt8(truncatingIfNeeded: scattered >> (8 * UInt64(7 - byte))) }
                    key[key.count - 1] = UInt8(next % 8)
                    try put(key, value)
                    next += 1
                }
            }
            times.append(ContinuousClock.now - start)
        }
        return times
    }
}
