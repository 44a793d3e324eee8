/// Definitions, good and bad, as a user could have written them.
enum Definitions {
    static let good = """
        {
          "StartAt": "Greet",
          "States": {
            "Greet": { "Type": "Pass", "Result": "good", "End": true }
          }
        }

        """

    static let malformedJSON = """
        {
          "StartAt": "Greet",
          "States": {
            "Greet": { "Type": "Pass" "End": true }
          }
        }

        """

    static let malformedYAML = """
        StartAt: Greet
        States:
          Greet:
            Type: Pass
           End: true

        """

    static let goodYAML = """
        StartAt: Greet
        States:
          Greet:
            Type: Pass
            Result: good
            End: true

        """

    static let unknownStateType = """
        {
          "StartAt": "Greet",
          "States": {
            "Greet": { "Type": "Pas", "End": true }
          }
        }

        """

    static let missingNext = """
        {
          "StartAt": "Greet",
          "States": {
            "Greet": { "Type": "Pass" },
            "Done": { "Type": "Succeed" }
          }
        }

        """

    static let danglingTransition = """
        {
          "StartAt": "Greet",
          "States": {
            "Greet": { "Type": "Pass", "Next": "Dnoe" },
            "Done": { "Type": "Succeed" }
          }
        }

        """

    static let manyMistakes = """
        {
          "StartAt": "Start",
          "States": {
            "Greet": { "Type": "Pass", "Next": "Nowhere", "Reslt": 1 },
            "Decide": { "Type": "Choice", "Choices": [] },
            "Hold": { "Type": "Wait", "Seconds": -1, "End": true }
          }
        }

        """

    /// Runs out of its own time.
    static let timesOut = """
        {
          "StartAt": "Hold",
          "TimeoutSeconds": 60,
          "States": {
            "Hold": { "Type": "Wait", "Seconds": 3600, "End": true }
          }
        }

        """

    static let fails = """
        {
          "StartAt": "Refuse",
          "States": {
            "Refuse": { "Type": "Fail", "Error": "Refused", "Cause": "Because we can." }
          }
        }

        """

    /// One Task that calls a function with the execution's input.
    static func task(_ function: String) -> String {
        """
        {
          "StartAt": "Call",
          "States": {
            "Call": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:\(function)", "End": true }
          }
        }

        """
    }

    /// Three calls that spin until they are past their timeout, and many that only answer, at the same time.
    static let spinsBesideOthers = """
        {
          "StartAt": "Both",
          "States": {
            "Both": {
              "Type": "Parallel",
              "Branches": [
                {
                  "StartAt": "SpinThrice",
                  "States": {
                    "SpinThrice": {
                      "Type": "Map",
                      "ItemProcessor": {
                        "StartAt": "Spin",
                        "States": {
                          "Spin": {
                            "Type": "Task",
                            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:spin",
                            "Catch": [{ "ErrorEquals": ["Sandbox.Timedout"], "Next": "GaveUp" }],
                            "End": true
                          },
                          "GaveUp": { "Type": "Pass", "OutputPath": "$.Error", "End": true }
                        }
                      },
                      "ItemsPath": "$.spins",
                      "End": true
                    }
                  }
                },
                {
                  "StartAt": "EchoAll",
                  "States": {
                    "EchoAll": {
                      "Type": "Map",
                      "ItemProcessor": {
                        "StartAt": "Echo",
                        "States": {
                          "Echo": {
                            "Type": "Task",
                            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo",
                            "End": true
                          }
                        }
                      },
                      "ItemsPath": "$.echoes",
                      "End": true
                    }
                  }
                }
              ],
              "End": true
            }
          }
        }

        """
}
