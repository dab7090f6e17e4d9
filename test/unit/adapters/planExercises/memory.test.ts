import { memoryPlanExercises } from '#adapters/memory/planExercises.ts';
import { planExercisesContract } from '#test/support/contracts/planExercises.ts';

planExercisesContract(memoryPlanExercises);
