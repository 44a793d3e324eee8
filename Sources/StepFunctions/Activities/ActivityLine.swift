import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit

/// A place in the line of one activity.
struct ActivityPlace: Sendable, Equatable {
    /// The activity's ARN.
    let activity: String
    let number: Int64

    /// Whom the line's rows belong to.
    static func owner(of activity: String) -> Owner? {
        guard let arn = ARN(activity), arn.service == "states", let scope = arn.scope else { return nil }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "activity" else { return nil }
        return Owner(kind: .activityTasks, scope: scope, name: String(parts[1]))
    }
}

/// The tasks of an activity that no worker has taken yet, first come, first served.
enum ActivityLine {
    /// A task in line.
    struct Entry: Sendable, Equatable {
        /// The execution's ARN.
        let execution: String
        let task: TaskID
        let input: JSONValue
    }

    /// Puts a task into the line of its activity.
    ///
    /// - Returns: Its place; `nil` where there is no such activity.
    static func append(_ entry: Entry, to activity: String, _ turn: inout Turn) throws(ServiceError) -> ActivityPlace? {
        guard let owner = ActivityPlace.owner(of: activity), try exists(activity, owner.scope, &turn) else {
            return nil
        }
        let place = ActivityPlace(activity: activity, number: try turn.sequence())
        turn.put(owner.section(1).integer(place.number), entry.json)
        return place
    }

    static func remove(_ place: ActivityPlace, _ turn: inout Turn) {
        guard let owner = ActivityPlace.owner(of: place.activity) else { return }
        turn.delete(owner.section(1).integer(place.number))
    }

    /// Takes the first task out of the line; `nil` where the line is empty.
    static func takeFirst(of owner: Owner, _ turn: inout Turn) throws(ServiceError) -> Entry? {
        guard let row = try turn.range(owner.section(1).prefixRange, limit: 1).first else { return nil }
        turn.delete(row.key)
        guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows), let entry = Entry(json: json)
        else { throw .damaged("the tasks of the activity \(owner.name)") }
        return entry
    }

    private static func exists(_ activity: String, _ scope: Scope, _ turn: inout Turn) throws(ServiceError) -> Bool {
        let describe = ServiceRequest(
            service: StatesService.serviceName,
            operation: "DescribeActivity",
            parameters: ["activityArn": .string(activity)],
            scope: scope
        )
        do throws(ServiceError) {
            _ = try turn.call(describe)
            return true
        } catch {
            guard error.fault == .client else { throw error }
            return false
        }
    }
}

extension ActivityLine.Entry {
    var json: JSONValue {
        ["execution": .string(execution), "task": .number(JSONNumber(task.sequence)), "input": input]
    }

    init?(json: JSONValue) {
        guard let execution = json["execution"]?.stringValue, let task = json["task"]?.intValue,
            let input = json["input"]
        else { return nil }
        self.init(execution: execution, task: TaskID(task), input: input)
    }
}
