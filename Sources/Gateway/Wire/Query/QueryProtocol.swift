import QuickstepJSON
import QuickstepServiceKit

/// The protocol awsQuery, which SNS speaks, and SQS with clients older than its JSON: a form comes, XML goes back.
///
/// Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
enum QueryProtocol {
    /// The media type of answers.
    static let contentType = "text/xml"

    /// A call that was read.
    struct Call: Sendable {
        let service: QueryService
        let request: ServiceRequest
    }

    /// Whether a request is one of this protocol: a form, or a URL that names an action.
    static func speaks(_ request: WireRequest) -> Bool {
        guard request.target == nil else { return false }
        return request.isForm || request.query?.split(separator: "&").contains { $0.hasPrefix("Action=") } == true
    }

    /// Whether a call may wait for something to happen before it answers, as far as can be told before its form is read.
    static func mayWait(_ request: WireRequest) -> Bool {
        speaks(request) && CredentialScope(authorization: request.authorization)?.service != QueryService.sns.name
    }

    /// Reads a request.
    ///
    /// - Throws: `AccessDenied` for one that was meant for another machine or that a web page of another had sent,
    ///   `MalformedQueryString` for a form that is none, `MissingAction` and `InvalidAction`.
    static func decode(_ request: WireRequest) throws(ServiceError) -> Call {
        let items = try items(of: request)
        guard request.isForThisMachine else {
            throw ServiceError(
                code: "AccessDenied",
                message: "This endpoint answers to names of this machine only, such as 127.0.0.1 and localhost.",
                httpStatus: 403
            )
        }
        guard let action = items["Action"] else {
            throw ServiceError(code: "MissingAction", message: "The request must contain the parameter Action.")
        }
        // A form needs no leave to be sent from a web page, as a call of the JSON protocol does.
        guard request.isFromProgram || isOpenedLink(request, action) else {
            throw ServiceError(
                code: "AccessDenied",
                message: "Web pages cannot call this endpoint.",
                httpStatus: 403
            )
        }
        let credential =
            CredentialScope(authorization: request.authorization)
            ?? items["X-Amz-Credential"].flatMap(CredentialScope.init)
        guard
            let service = credential.flatMap({ QueryService.named($0.service) })
                ?? items["Version"].flatMap(QueryService.ofVersion) ?? unnamed(request, action)
        else { throw .invalidAction(action) }
        var parameters = QueryShape.object(FormTree(items), service.input)
        for name in parameters.keys where name == "Action" || name == "Version" || name.hasPrefix("X-Amz-") {
            parameters[name] = nil
        }
        if service.name == QueryService.sqs.name { try completeForQueues(&parameters, action, request) }
        return Call(
            service: service,
            request: ServiceRequest(
                service: service.name,
                operation: action,
                parameters: parameters,
                scope: credential?.scope ?? .standard
            )
        )
    }

    private static func items(of request: WireRequest) throws(ServiceError) -> FormItems {
        let body = request.isForm ? request.body : []
        return try FormItems(body).followed(by: FormItems((request.query ?? "").utf8))
    }

    /// Whether a person opened one of the links that subscribers are sent.
    private static func isOpenedLink(_ request: WireRequest, _ action: String) -> Bool {
        request.isNavigation && !request.isForm && linked.contains(action)
    }

    /// The actions to which links in notifications lead, which are followed without a version and credentials.
    private static let linked = ["ConfirmSubscription", "Unsubscribe"]

    /// The service of a request that names none: a queue's URL is one of SQS, and the links in notifications are those of SNS.
    private static func unnamed(_ request: WireRequest, _ action: String) -> QueryService? {
        if request.queuePath != nil { return .sqs }
        return linked.contains(action) ? .sns : nil
    }

    /// What is peculiar to queues: their URL may be the request's own, and `CreateQueue` spells its tags in lower case.
    private static func completeForQueues(
        _ parameters: inout JSONObject,
        _ action: String,
        _ request: WireRequest
    ) throws(ServiceError) {
        if let path = request.queuePath {
            guard action != "ListQueues", action != "CreateQueue" else { throw .invalidAction(action) }
            if parameters["QueueUrl"] == nil { parameters["QueueUrl"] = .string(path) }
        }
        if action == "CreateQueue", let tags = parameters["Tags"] {
            parameters["Tags"] = nil
            parameters["tags"] = tags
        }
    }

    // MARK: Answers

    /// What is answered where nobody was asked for anything: a queue's URL in a browser, for one.
    static let nothingHere = WireResponse(
        status: 404,
        body: Array("<UnknownOperationException/>\n".utf8),
        contentType: contentType
    )

    /// Writes an answer.
    static func encode(_ output: JSONObject, of call: Call, requestID: String) -> WireResponse {
        var xml = XMLText()
        let operation = call.request.operation
        xml.element("\(operation)Response", namespace: call.service.namespace) { xml in
            if !call.service.silent.contains(operation) {
                xml.element("\(operation)Result") { $0.members(output, shapes(of: call)) }
            }
            xml.element("ResponseMetadata") { $0.element("RequestId", requestID) }
        }
        return WireResponse(status: 200, body: xml.bytes, contentType: contentType)
    }

    /// The shapes of an answer; the results of batches are named after the operation.
    private static func shapes(of call: Call) -> [QueryMember] {
        guard call.service.name == QueryService.sqs.name else { return call.service.output }
        let entry = QueryShape.list(item: nil, .structure([]))
        return call.service.output + [QueryMember("\(call.request.operation)ResultEntry", "Successful", entry)]
    }

    /// Writes an error.
    static func encode(_ error: ServiceError, of call: Call?, requestID: String) -> WireResponse {
        let error = error.code == "UnknownOperationException" ? .invalidAction(call?.request.operation ?? "") : error
        var xml = XMLText()
        xml.element("ErrorResponse", namespace: (call?.service ?? .sns).namespace) { xml in
            xml.element("Error") { xml in
                xml.element("Type", error.fault == .client ? "Sender" : "Receiver")
                xml.element("Code", error.code)
                xml.element("Message", error.message)
                if call?.service.hasDetail == true { xml.empty("Detail") }
            }
            xml.element("RequestId", requestID)
        }
        let isOfQueues = call?.service.name == QueryService.sqs.name && error.fault == .client
        let status = isOfQueues ? QueueErrorShape.status(ofQueryCode: error.code) : error.httpStatus
        return WireResponse(status: status, body: xml.bytes, contentType: contentType)
    }
}

extension ServiceError {
    /// There is no such operation.
    fileprivate static func invalidAction(_ action: String) -> ServiceError {
        ServiceError(code: "InvalidAction", message: "The action \(action) is not valid for this endpoint.")
    }
}
