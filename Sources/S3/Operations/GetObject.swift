import QuickstepJSON
import QuickstepServiceKit

/// `GetObject`: answers what is known of an object, and where its bytes are.
enum GetObject {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let record = try HeadObject.record(&call, turn)
        return ServiceResponse(record.output, blob: record.blob)
    }
}

/// `HeadObject`: answers what is known of an object.
enum HeadObject {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        ServiceResponse(try record(&call, turn).output)
    }

    static func record(_ call: inout OperationCall, _ turn: Turn) throws(ServiceError) -> ObjectRecord {
        let rows = try call.bucket(turn)
        let key = try call.key()
        try call.parameters.finish()
        guard let record = try call.object(key, in: rows, turn) else { throw .noSuchKey() }
        return record
    }
}
