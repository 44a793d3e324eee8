import QuickstepJSON
package import QuickstepServiceKit

/// The table service: tables and items, with the semantics of Amazon DynamoDB.
///
/// All state lies in the store; nothing is held in memory.
package final class DynamoDBService: Service {
    package let name = "dynamodb"
    package let ownerKinds: [Owner.Kind] = [.table]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?

    package init(kernel: Kernel) {
        self.kernel = kernel
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        var call = OperationCall(
            parameters: Parameters(request.parameters, operation: request.operation),
            scope: request.scope,
            sweep: { [weak kernel] abandoned in
                if let kernel { Self.sweep(abandoned, kernel) }
            }
        )
        return ServiceResponse(try operation(&call, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreateTable": CreateTable.run,
        "DescribeTable": DescribeTable.run,
        "ListTables": ListTables.run,
        "DeleteTable": DeleteTable.run,
        "PutItem": PutItem.run,
        "GetItem": GetItem.run,
        "UpdateItem": UpdateItem.run,
        "DeleteItem": DeleteItem.run,
        "Query": Query.run,
        "Scan": Scan.run,
    ]

    /// Goes on with sweeping the items of tables that were deleted before.
    package func recover(resuming: Bool) async throws(ServiceError) {
        guard let kernel else { return }
        let found = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(TableRows.allAbandoned.prefixRange)
        }
        for row in found { Self.sweep(row.key, kernel) }
    }

    /// Removes the items that a deleted table left behind, a few each turn.
    ///
    /// What cannot be removed now is found again at the next start.
    private static func sweep(_ abandoned: StoreKey, _ kernel: Kernel) {
        kernel.activity.begin()
        Task {
            defer { kernel.activity.end() }
            var goesOn = true
            while goesOn {
                let more = try? await kernel.sequencer.turn { (turn) throws(ServiceError) in
                    try sweepSome(abandoned, &turn)
                }
                goesOn = more ?? false
            }
        }
    }

    /// Returns whether there is more to remove.
    private static func sweepSome(_ abandoned: StoreKey, _ turn: inout Turn) throws(ServiceError) -> Bool {
        let (rows, generation) = try TableRows.abandoned(abandoned)
        let found = try turn.range(rows.items(generation).prefixRange, limit: DynamoDBLimits.sweptRowsMax)
        for row in found { turn.delete(row.key) }
        guard found.count < DynamoDBLimits.sweptRowsMax else { return true }
        turn.delete(abandoned)
        return false
    }
}
