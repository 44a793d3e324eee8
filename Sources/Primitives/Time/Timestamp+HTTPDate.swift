extension Timestamp {
    /// The time as HTTP writes it in headers: `Tue, 07 Jan 2025 10:40:38 GMT`, in whole seconds.
    ///
    /// Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
    public var httpDate: String {
        let text = iso8601
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let day = remainder < 0 ? quotient - 1 : quotient
        // The first day of 1970 was a Thursday.
        let weekday = Int(((day + 4) % 7 + 7) % 7)
        return "\(Self.weekdays[weekday]), \(text.dropFirst(8).prefix(2)) \(Self.months[month - 1]) \(text.prefix(4)) "
            + "\(text.dropFirst(11).prefix(8)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
