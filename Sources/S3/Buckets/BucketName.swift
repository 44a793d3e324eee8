/// The rules for the names of buckets.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
enum BucketName {
    static func isValid(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard S3Limits.bucketNameLength.contains(bytes.count), bytes.allSatisfy(isNameByte),
            let first = bytes.first, let last = bytes.last, isLetterOrDigit(first), isLetterOrDigit(last)
        else { return false }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy { !$0.isEmpty } && !isIPAddress(labels)
    }

    /// Whether it looks like an address of IP version 4, such as `192.168.5.4`.
    private static func isIPAddress(_ labels: [ArraySlice<UInt8>]) -> Bool {
        labels.count == 4 && labels.allSatisfy { $0.count <= 3 && $0.allSatisfy(isDigit) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || isDigit(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
