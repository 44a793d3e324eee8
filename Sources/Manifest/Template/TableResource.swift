/// A table, `AWS::DynamoDB::Table`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
package struct TableResource: Sendable, Equatable {
    /// One attribute of the key.
    package struct KeyAttribute: Sendable, Equatable {
        package let name: String
        /// `S`, `N` or `B`.
        package let type: String
    }

    /// How the table is paid for, which has no effect here and is shown.
    package enum Billing: Sendable, Equatable {
        case onDemand
        case provisioned(readUnits: Int, writeUnits: Int)
    }

    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    package let hashKey: KeyAttribute
    package let rangeKey: KeyAttribute?
    package let billing: Billing
}
