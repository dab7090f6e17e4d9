import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

interface RecordTableProps {
  readonly deletionProtection: boolean;
}

/** Partition key, then sort key, of each index. `openIncidents` is sparse: final incidents leave it. */
const indexes = {
  incidentsByTime: ['allPk', 'timeSk'],
  openIncidents: ['openPk', 'timeSk'],
} as const;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The record: every incident, its timeline and the configuration, in one table. */
export class RecordTable extends Construct {
  readonly table: Table;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { deletionProtection }: RecordTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      // The key that DynamoDB owns costs nothing. One of KMS would add a price to every request and a
      // policy that can lock the record away, and keep out nobody whom IAM lets in.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [indexName, [partitionKey, sortKey]] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
      });
    }
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined)
      throw new Error('The record table has no stream: the timeline needs one.');
    this.streamArn = tableStreamArn;
  }

  /** The ARN of one of the table's indexes. */
  indexArn(name: keyof typeof indexes): string {
    return `${this.table.tableArn}/index/${name}`;
  }
}
