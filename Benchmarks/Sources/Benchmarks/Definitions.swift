/// The small state machines that are run.
enum Definitions {
    /// One Pass state.
    static let pass = #"{"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}"#

    /// Pass states, one after the other.
    static func passes(_ count: Int) -> String {
        chain(of: count, #""Type": "Pass""#)
    }

    /// Task states that call one function, one after the other.
    static func tasks(_ count: Int, calling function: String) -> String {
        let resource = "arn:aws:lambda:us-east-1:000000000000:function:\(function)"
        return chain(of: count, #""Type": "Task", "Resource": "\#(resource)""#)
    }

    /// An inline Map over the input.
    static let map = """
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
          "ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
        """

    /// A Parallel of so many branches.
    static func parallel(_ branches: Int) -> String {
        // No two states of a definition have one name.
        let all = (1...branches).map { number in
            #"{"StartAt": "One \#(number)", "States": {"One \#(number)": {"Type": "Pass", "End": true}}}"#
        }.joined(separator: ", ")
        return #"{"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true, "Branches": [\#(all)]}}}"#
    }

    /// A Wait of a day.
    static let wait = #"{"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 86400, "End": true}}}"#

    private static func chain(of length: Int, _ state: String) -> String {
        let states = (1...length).map { number in
            let transition = number == length ? #""End": true"# : #""Next": "Step \#(number + 1)""#
            return #""Step \#(number)": {\#(state), \#(transition)}"#
        }
        return #"{"StartAt": "Step 1", "States": {\#(states.joined(separator: ", "))}}"#
    }
}
