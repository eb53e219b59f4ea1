import { alarmUrl, insightsUrl, instanceUrl, metricUrl, trailEventUrl } from './console';

describe('alarmUrl', () => {
  it.each([
    ['ap-northeast-2', 'https://ap-northeast-2.console.aws.amazon.com/'],
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
    ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
  ])('leads to the console of %s', (region, host) => {
    expect(alarmUrl(region, 'web: 5xx/경보')).toBe(
      `${host}cloudwatch/home?region=${region}#alarmsV2:alarm/web%3A%205xx%2F%EA%B2%BD%EB%B3%B4`,
    );
  });
});

describe('instanceUrl', () => {
  it('leads to the instance', () => {
    expect(instanceUrl('ap-northeast-2', 'i-0a1b')).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/ec2/home?region=ap-northeast-2#InstanceDetails:instanceId=i-0a1b',
    );
  });
});

describe('metricUrl', () => {
  it('leads to the graph around the moment', () => {
    const metric = {
      namespace: 'AWS/EC2',
      name: 'CPUUtilization',
      dimensions: { InstanceId: 'i-0a1b', 이름: 'a$' },
      statistic: 'Average',
      period: 60,
      unit: undefined,
    };
    expect(metricUrl('ap-northeast-2', metric, new Date('2026-03-01T12:00:00Z'))).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#metricsV2:graph=' +
        "~(metrics~(~(~'AWS*2fEC2~'CPUUtilization~'InstanceId~'i-0a1b~'**c774**b984~'a*24))~view~'timeSeries" +
        "~region~'ap-northeast-2~stat~'Average~period~60~start~'2026-03-01T11*3a00*3a00.000Z~end~'2026-03-01T12*3a30*3a00.000Z)",
    );
  });
});

describe('insightsUrl', () => {
  it('leads to the query over the groups and the window', () => {
    const url = insightsUrl('ap-northeast-2', {
      groups: ['/var/log/syslog', 'app'],
      query: "fields @message\n| filter @logStream like 'i-1'",
      from: new Date('2026-03-01T12:00:00Z'),
      to: new Date('2026-03-01T12:05:00Z'),
    });
    expect(url).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#logsV2:logs-insights' +
        "$3FqueryDetail$3D~(end~'2026-03-01T12*3a05*3a00.000Z~start~'2026-03-01T12*3a00*3a00.000Z~timeType~'ABSOLUTE" +
        "~tz~'UTC~editorString~'fields*20*40message*0a*7c*20filter*20*40logStream*20like*20*27i-1*27" +
        "~source~(~'*2fvar*2flog*2fsyslog~'app))",
    );
  });
});

describe('trailEventUrl', () => {
  it('leads to the event', () => {
    expect(trailEventUrl('cn-north-1', '122d5564')).toBe(
      'https://cn-north-1.console.amazonaws.cn/cloudtrailv2/home?region=cn-north-1#/events/122d5564',
    );
  });
});

describe('a name with half a character', () => {
  const name = 'web \ud83d';
  const metric = {
    namespace: name,
    name,
    dimensions: { [name]: name },
    statistic: undefined,
    period: undefined,
    unit: undefined,
  };
  it.each([
    ['alarmUrl', () => alarmUrl('eu-west-1', name)],
    ['instanceUrl', () => instanceUrl('eu-west-1', name)],
    ['metricUrl', () => metricUrl('eu-west-1', metric, new Date(0))],
  ])('does not keep %s from being made', (_, made) => {
    expect(made()).toMatch(/%EF%BF%BD|\*\*fffd/);
  });
});
