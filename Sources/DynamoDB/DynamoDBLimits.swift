/// The bounds of DynamoDB, as AWS has them.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
package enum DynamoDBLimits {
    package static let tableNameLength = 3...255
    package static let keyAttributeNameBytesMax = 255
    package static let attributeNameBytesMax = 65_535
    /// An item's names and values: 400 KB.
    package static let itemBytesMax = 400 * 1024
    package static let hashKeyBytesMax = 2048
    package static let rangeKeyBytesMax = 1024
    /// How deep lists and maps lie one inside another.
    package static let nestingMax = 32
    package static let numberDigitsMax = 38
    /// The exponents of the smallest and the largest number, as 1.5 × 10ⁿ.
    package static let numberExponents = -130...125
    /// What a page of Query or Scan reads at most.
    package static let pageBytesMax = 1024 * 1024
    package static let listedTablesMax = 100
    package static let expressionBytesMax = 4096

    /// How many rows of a deleted table one turn removes.
    ///
    /// Ours.
    static let sweptRowsMax = 1000
    /// How deep the parentheses of an expression lie one inside another.
    ///
    /// Ours.
    static let parenthesesMax = 32
}
