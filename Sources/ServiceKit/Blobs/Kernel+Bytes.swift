package import QuickstepJSON

extension Kernel {
    /// How often bytes are asked for that were replaced between the answer and the reading.
    private static let readsMax = 5

    /// Calls an operation with the bytes it takes and reads the bytes it gives.
    ///
    /// Bytes of a request that is refused are removed again; where a commit failed they stay for the next sweep, because whether it
    /// reached the disk after all is not known. An object that is replaced between the answer and the reading is read again.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - body: The bytes it takes.
    /// - Returns: The operation's output, and the bytes that came with it.
    /// - Throws: What the service answers; `InternalFailure` where bytes that a row names cannot be read.
    package func call(
        _ request: ServiceRequest,
        body: [UInt8]?
    ) async throws(ServiceError) -> (output: JSONObject, body: [UInt8]?) {
        if let body { return try await call(request, with: body) }
        var attempt = 0
        while true {
            attempt += 1
            let response = try await call(request)
            guard let blob = response.blob else { return (response.output, nil) }
            do throws(StoreError) {
                return (response.output, try await blobs.read(blob.id))
            } catch {
                guard attempt < Self.readsMax else { throw .damaged(error.message) }
            }
        }
    }

    private func call(
        _ request: ServiceRequest,
        with body: [UInt8]
    ) async throws(ServiceError) -> (output: JSONObject, body: [UInt8]?) {
        var request = request
        let blob = try await store(body)
        request.blob = blob
        do throws(ServiceError) {
            return (try await call(request).output, nil)
        } catch {
            if !error.isRetryable { await blobs.remove(blob.id) }
            throw error
        }
    }
}
