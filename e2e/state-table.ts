/** What the deployed service remembers, made to be forgotten: tests share one deployment. */
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export async function forget(table: string, id: string): Promise<void> {
  await new DynamoDBClient().send(new DeleteItemCommand({ TableName: table, Key: { id: { S: id } } }));
}
