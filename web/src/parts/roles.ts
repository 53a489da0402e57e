// Which pages a role is offered. The server decides what it may do.

export const mayPlan = (role: string | undefined): boolean => role === "manager" || role === "medical_director" || role === "evaluator";
